import Foundation

/// Runs `body` for every part from 0 up to `count`, on as many threads as the machine has cores.
///
/// The parts must not write to the same memory. It returns when all are done.
package func concurrently(_ count: Int, _ body: (Int) -> Void) {
  if count < 2 || coreCount < 2 || !Workers.shared.run(count, body) {
    for part in 0..<count { body(part) }
  }
}

/// The number of threads worth starting: one a core, or fewer where `LOWRANK_THREADS` says so. Where
/// several processes share the cores, threads that look out for work are in each other's way.
package let coreCount: Int = {
  let cores = max(1, ProcessInfo.processInfo.activeProcessorCount)
  let wanted = ProcessInfo.processInfo.environment["LOWRANK_THREADS"].flatMap { Int($0) }
  return min(max(1, wanted ?? cores), cores)
}()
