/// Calls `next` for one set of batches after the other, until it gives only empty ones, and applies
/// them all: those of one call while the next is running.
///
/// An iteration whose rotations depend on one another keeps one core busy. The others apply what is
/// known already, and the first joins them when it is done.
func applying<Scalar: RealScalar>(
  _ next: () throws(LinearAlgebraError) -> [RotationBatch<Scalar>]
) throws(LinearAlgebraError) {
  var pending = try next()
  while pending.contains(where: { !$0.isEmpty }) {
    let jobs = pending.flatMap { batch in (0..<batch.parts).map { (batch, $0) } }
    var following: Result<[RotationBatch<Scalar>], LinearAlgebraError> = .success([])
    if jobs.count > pending.count {
      concurrently(jobs.count + 1) { index in
        if index == 0 {
          following = Result(catching: next)
        } else {
          jobs[index - 1].0.apply(part: jobs[index - 1].1)
        }
      }
    } else {
      for (batch, part) in jobs { batch.apply(part: part) }
      following = Result(catching: next)
    }
    pending = try following.get()
  }
}
