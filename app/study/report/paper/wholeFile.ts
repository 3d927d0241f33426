/** Ends a PDF document. @returns the bytes of its file */
export function wholeFile(document: PDFKit.PDFDocument): Promise<Buffer> {
  const pieces: Buffer[] = [];
  const whole = new Promise<Buffer>((resolve, reject) => {
    document.on('data', (piece: Buffer) => pieces.push(piece));
    document.on('end', () => resolve(Buffer.concat(pieces)));
    document.on('error', reject);
  });
  document.end();
  return whole;
}
