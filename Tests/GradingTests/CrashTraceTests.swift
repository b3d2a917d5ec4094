import Testing

@testable import Grading

@Suite struct CrashTraceTests {
  @Test func readsMessageAndPlace() {
    let trace = CrashTrace([
      "Swift/ContiguousArrayBuffer.swift:692: Fatal error: Index out of range",
      "  0    0x00007f closure #1 in _assertionFailure(_:_:file:line:flags:) + 623 in libswiftCore.so",
      "  1 [ra] 0x00005643 f(_:) + 670 in grader at /home/a b/Exercises/01-A.swift:34:12",
      "  2 [ra] 0x00005643 g(_:) + 30 in grader at /home/a b/Exercises/01-A.swift:9:1",
    ])
    #expect(trace.message == "Fatal error: Index out of range")
    #expect(trace.place == "Exercises/01-A.swift:34")
    #expect(!trace.isAllocation)
  }

  @Test func readsATrapWithoutAMessage() {
    let line =
      "0 [inlined] 0x1 Swift runtime failure: arithmetic overflow in grader at /<compiler-generated>"
    #expect(CrashTrace([line]).message == "arithmetic overflow")
    #expect(
      CrashTrace(["*** Swift runtime failure: division by zero ***"]).message == "division by zero")
  }

  @Test(arguments: ["Precondition failed: text", "Assertion failed: text", "Fatal error: text"])
  func readsWhatTheLearnerSays(_ message: String) {
    #expect(CrashTrace(["Exercises/01-A.swift:3: \(message)"]).message == message)
  }

  @Test func knowsTheEndOfMemory() {
    #expect(CrashTrace(["Fatal error: failed to allocate 832 bytes of memory"]).isAllocation)
    #expect(CrashTrace(["  what():  std::bad_alloc"]).isAllocation)
  }

  @Test func survivesAnything() {
    let trace = CrashTrace(["", " at ", "Exercises/", "Fatal error", "at /x/Exercises/.swift:"])
    #expect(trace.place == nil)
  }
}
