import Foundation
import Synchronization
import Testing

@testable import Grading

@Suite struct GradingQueueTests {
  @Test func gradesEveryExerciseOnce() async {
    let calls = Mutex<[String]>([])
    let numbers = (0..<12).map { "1.\($0)" }
    let queue = GradingQueue(numbers, width: 3) { number in
      calls.withLock { $0.append(number) }
      return GradedExercise(number: number, verdict: .passed)
    }
    for number in numbers { #expect(await queue.graded(number).number == number) }
    for number in numbers { #expect(await queue.graded(number).number == number) }
    #expect(calls.withLock { $0 }.sorted() == numbers.sorted())
  }

  /// An exercise that is asked for does not wait for one that never ends.
  @Test func startsAtOnceWhatIsAskedFor() async {
    let gate = DispatchSemaphore(value: 0)
    let queue = GradingQueue(["slow", "waiting", "asked"], width: 1) { number in
      if number == "slow" { gate.wait() }
      return GradedExercise(number: number, verdict: .unattempted)
    }
    #expect(await queue.graded("asked").number == "asked")
    #expect(queue.result("waiting") == nil)
    gate.signal()
    #expect(await queue.graded("waiting").number == "waiting")
  }
}
