import Dispatch
import Foundation
import Synchronization

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

/// The threads that share the parts of a job: one a core, the caller among them.
///
/// A product of matrices of moderate size is over in the time that a sleeping thread takes to find a
/// core, and comes in several steps that wait for each other. So a worker that has run out of parts
/// looks out for the next job for a little while before it sleeps. Who is first takes the next part;
/// a worker that comes late finds less to do, and nobody waits for it.
final class Workers: Sendable {
  static let shared = Workers(count: coreCount - 1)

  /// The body of the job at hand. It lives until every part is done, and is read only by who holds
  /// a part.
  private nonisolated(unsafe) var body: (Int) -> Void = { _ in }

  /// How many parts it has; likewise.
  private nonisolated(unsafe) var count = 0

  /// Whether there is a job at hand.
  private let isBusy = Atomic(false)

  /// The parts that nobody has taken yet; below zero where several looked for the last one.
  private let untaken = Atomic(0)

  /// The parts that are not done yet.
  private let unfinished = Atomic(0)

  /// The workers that sleep, or are about to.
  private let sleepers = Atomic(0)
  private let alarm = DispatchSemaphore(value: 0)

  private init(count: Int) {
    for _ in 0..<count {
      let thread = Thread { [self] in work() }
      thread.name = "LinearAlgebra"
      thread.start()
    }
  }

  /// Runs all parts, or none, if another job is at hand: the caller is itself a part of it, or a
  /// thread beside it.
  func run(_ count: Int, _ body: (Int) -> Void) -> Bool {
    guard isBusy.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged
    else { return false }
    withoutActuallyEscaping(body) { body in
      self.body = body
      self.count = count
      unfinished.store(count, ordering: .relaxed)
      untaken.store(count, ordering: .sequentiallyConsistent)
      for _ in 0..<max(0, sleepers.exchange(0, ordering: .sequentiallyConsistent)) {
        alarm.signal()
      }
      takeParts()
      var wait = Patience()
      while unfinished.load(ordering: .acquiring) > 0 { wait.once() }
      self.body = { _ in }
    }
    isBusy.store(false, ordering: .releasing)
    return true
  }

  /// What a worker does, for ever.
  private func work() {
    while true {
      var wait = Patience()
      while untaken.load(ordering: .relaxed) <= 0, !wait.isExhausted { wait.once() }
      if untaken.load(ordering: .relaxed) <= 0 {
        // A job that arrives just now may not see this worker, and is done without it.
        sleepers.add(1, ordering: .sequentiallyConsistent)
        alarm.wait()
      }
      takeParts()
    }
  }

  /// Runs parts until all are taken, in their order: a caller puts the longest first.
  private func takeParts() {
    while true {
      let rest = untaken.subtract(1, ordering: .acquiring).newValue
      guard rest >= 0 else { return }
      body(count - 1 - rest)
      unfinished.subtract(1, ordering: .releasing)
    }
  }
}

/// Waiting without giving the core away, for a while.
private struct Patience {
  private var count = 0
  private var end: UInt64 = 0

  /// Whether it is time to sleep instead.
  private(set) var isExhausted = false

  mutating func once() {
    count += 1
    guard count % 64 == 0 else { return }
    let now = DispatchTime.now().uptimeNanoseconds
    if end == 0 { end = now + Tuning.patience }
    if now > end {
      isExhausted = true
      sched_yield()
    }
  }
}
