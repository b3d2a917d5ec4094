import Dispatch
import Foundation

/// Runs `body` for every part from 0 up to `count`, on as many threads as the machine has cores.
///
/// The parts must not write to the same memory. It returns when all are done.
func concurrently(_ count: Int, _ body: (Int) -> Void) {
  if count < 2 {
    for part in 0..<count { body(part) }
  } else {
    // The parts are kept apart by the caller, as said above; the compiler cannot see it.
    nonisolated(unsafe) let part = body
    DispatchQueue.concurrentPerform(iterations: count) { part($0) }
  }
}

/// The number of threads worth starting.
let coreCount = max(1, ProcessInfo.processInfo.activeProcessorCount)
