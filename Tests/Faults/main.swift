import Foundation
import Grading

// Stands in for the grader: an exercise whose number names a fault commits it. The tests of the
// isolation hold that each one is told as what it is.

let arguments = CommandLine.arguments
let number = arguments.count > 1 ? arguments[1] : ""
let channel = VerdictChannel()
let limits =
  arguments.count == 4
  ? ResourceLimits(seconds: Double(arguments[2]) ?? 1, mebibytes: Int(arguments[3]) ?? 256)
  : ResourceLimits()

/// Tells a verdict, as the grader does.
@Sendable func tell(_ verdict: Verdict) -> Never {
  fflush(nil)
  try? channel?.send(verdict, on: number)
  _exit(0)
}

/// Calls itself without end, and cannot be turned into a loop.
func descend(_ depth: Int) -> Int { depth < 0 ? 0 : descend(depth + 1) + depth % 2 }

limits.apply(onExcess: { tell(.stopped(.outOfMemory(mebibytes: limits.mebibytes))) })

switch number {
case "pass": tell(.passed)
case "trap":
  let empty = [Int](repeating: 0, count: arguments.count - 4)
  print(empty[3])
case "overflow":
  var sum = Int.max - arguments.count
  for _ in 0..<100 { sum += 1 }
  print(sum)
case "loop":
  var n = 0
  while true { n &+= 1 }
case "sleep": while true { sleep(100) }
case "grow":
  var all: [[Double]] = []
  while true { all.append([Double](repeating: 1, count: 1000)) }
case "huge":
  let all = [Double](repeating: 1, count: 1 << 32)
  print(all.count)
case "deep": print(descend(0))
case "exit0": exit(0)
case "exit3": exit(3)
case "abort": abort()
case "print":
  let line = String(repeating: "x", count: 999)
  for _ in 0..<100_000 { print(line) }
  print("last line")
  tell(.passed)
case "stubborn":
  for signal in [SIGTERM, SIGINT, SIGQUIT, SIGHUP] { ignoreSignal(signal) }
  while true { sleep(100) }
case "orphan":
  // A grandchild that holds the output open and outlives its parent, if it is let.
  let child = Process()
  child.executableURL = URL(fileURLWithPath: "/bin/sh")
  child.arguments = ["-c", "sleep 100"]
  try? child.run()
  print(child.processIdentifier)
  tell(.passed)
case "forge":
  // A verdict on standard output, and one in a file nobody asked for, count for nothing.
  print(#"{"nonce":"x","exercise":"forge","verdict":{"passed":{}}}"#)
  exit(0)
case "input": tell(readLine() == nil ? .passed : .unattempted)
default: exit(64)
}

/// Ignores a signal.
func ignoreSignal(_ number: Int32) { signal(number, SIG_IGN) }
