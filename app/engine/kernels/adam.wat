;; Adam's step over vectors in single precision, four numbers at a time (adam.ts has the formula). `npm run kernels` makes adamStep.ts of it.
(module
  (memory (import "vectors" "memory") 1)
  (func (export "step")
    ;; Addresses in bytes: of the parameters, their end, the gradient and both moments.
    (param $parameter i32) (param $end i32) (param $gradient i32) (param $m i32) (param $v i32)
    (param $beta1 f32) (param $newOfM f32) (param $beta2 f32) (param $newOfV f32)
    (param $stepSize f32) (param $epsilon f32) (param $kept f32) (param $l2 f32)
    (local $endOfFours i32)
    (local $p v128) (local $g v128) (local $mean v128) (local $square v128)
    (local $p1 f32) (local $g1 f32) (local $mean1 f32) (local $square1 f32)
    (local.set $endOfFours
      (i32.add (local.get $parameter) (i32.and (i32.sub (local.get $end) (local.get $parameter)) (i32.const -16))))
    (block $noMoreFours
      (loop $fours
        (br_if $noMoreFours (i32.ge_u (local.get $parameter) (local.get $endOfFours)))
        (local.set $p (v128.load (local.get $parameter)))
        (local.set $g (f32x4.add
          (v128.load (local.get $gradient))
          (f32x4.mul (f32x4.splat (local.get $l2)) (local.get $p))))
        (local.set $mean (f32x4.add
          (f32x4.mul (f32x4.splat (local.get $beta1)) (v128.load (local.get $m)))
          (f32x4.mul (f32x4.splat (local.get $newOfM)) (local.get $g))))
        (local.set $square (f32x4.add
          (f32x4.mul (f32x4.splat (local.get $beta2)) (v128.load (local.get $v)))
          (f32x4.mul (f32x4.splat (local.get $newOfV)) (f32x4.mul (local.get $g) (local.get $g)))))
        (v128.store (local.get $m) (local.get $mean))
        (v128.store (local.get $v) (local.get $square))
        (v128.store (local.get $parameter) (f32x4.sub
          (f32x4.mul (f32x4.splat (local.get $kept)) (local.get $p))
          (f32x4.div
            (f32x4.mul (f32x4.splat (local.get $stepSize)) (local.get $mean))
            (f32x4.add (f32x4.sqrt (local.get $square)) (f32x4.splat (local.get $epsilon))))))
        (local.set $parameter (i32.add (local.get $parameter) (i32.const 16)))
        (local.set $gradient (i32.add (local.get $gradient) (i32.const 16)))
        (local.set $m (i32.add (local.get $m) (i32.const 16)))
        (local.set $v (i32.add (local.get $v) (i32.const 16)))
        (br $fours)))
    ;; The last three at most, one by one in the same operations: so a number's bits do not depend on where a range begins.
    (block $noMore
      (loop $ones
        (br_if $noMore (i32.ge_u (local.get $parameter) (local.get $end)))
        (local.set $p1 (f32.load (local.get $parameter)))
        (local.set $g1 (f32.add (f32.load (local.get $gradient)) (f32.mul (local.get $l2) (local.get $p1))))
        (local.set $mean1 (f32.add
          (f32.mul (local.get $beta1) (f32.load (local.get $m)))
          (f32.mul (local.get $newOfM) (local.get $g1))))
        (local.set $square1 (f32.add
          (f32.mul (local.get $beta2) (f32.load (local.get $v)))
          (f32.mul (local.get $newOfV) (f32.mul (local.get $g1) (local.get $g1)))))
        (f32.store (local.get $m) (local.get $mean1))
        (f32.store (local.get $v) (local.get $square1))
        (f32.store (local.get $parameter) (f32.sub
          (f32.mul (local.get $kept) (local.get $p1))
          (f32.div
            (f32.mul (local.get $stepSize) (local.get $mean1))
            (f32.add (f32.sqrt (local.get $square1)) (local.get $epsilon)))))
        (local.set $parameter (i32.add (local.get $parameter) (i32.const 4)))
        (local.set $gradient (i32.add (local.get $gradient) (i32.const 4)))
        (local.set $m (i32.add (local.get $m) (i32.const 4)))
        (local.set $v (i32.add (local.get $v) (i32.const 4)))
        (br $ones)))))
