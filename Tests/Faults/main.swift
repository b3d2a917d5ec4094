import Exchange
import Foundation

// Stands in for a learner's program: each function commits the fault that it is named after. The tests of
// the isolation hold that each one is told as what it is.

/// A number as it travels.
func packet(_ number: Int) -> Packet {
  var packet = Packet()
  packet.put(number)
  return packet
}

/// Calls itself without end, and cannot be turned into a loop.
func descend(_ depth: Int) -> Int { depth < 0 ? 0 : descend(depth + 1) + depth % 2 }

/// Ignores a signal.
func ignoreSignal(_ number: Int32) { signal(number, SIG_IGN) }

/// Writes bytes where the answers go.
func writeAsAnswer(_ bytes: [UInt8]) { _ = write(4, bytes, bytes.count) }

/// A grandchild that holds the output open and outlives its parent, if it is let.
func leaveOrphan() {
  let child = Process()
  child.executableURL = URL(fileURLWithPath: "/bin/sh")
  child.arguments = ["-c", "sleep 100"]
  try? child.run()
  print(child.processIdentifier)
}

struct Complaint: Error, CustomStringConvertible { let description = "no matter what" }

let count = CommandLine.arguments.count

hostFunctions([
  "pass": { $0.give(7) },
  "throw": { _ in throw Complaint() },
  "stub": { _ in throw Unattempted("stub") },
  "back": { call in
    call.give(try call.callBack(0, { $0.put(20) }, { try $0.take(Int.self) }) + 1)
  },
  "trap": { call in
    let empty = [Int](repeating: 0, count: count - 1)
    call.give(empty[3])
  },
  "loop": { _ in
    var n = 0
    while true { n &+= 1 }
  },
  "sleep": { _ in while true { sleep(100) } },
  "stubborn": { _ in
    for signal in [SIGTERM, SIGINT, SIGQUIT, SIGHUP] { ignoreSignal(signal) }
    while true { sleep(100) }
  },
  "grow": { _ in
    var all: [[Double]] = []
    while true { all.append([Double](repeating: 1, count: 1000)) }
  },
  "huge": { call in
    let all = [Double](repeating: 1, count: 1 << 32)
    call.give(all.count)
  },
  "deep": { $0.give(descend(0)) },
  "exit0": { _ in exit(0) },
  "exit3": { _ in exit(3) },
  "abort": { _ in abort() },
  "print": { call in
    let line = String(repeating: "x", count: 999)
    for _ in 0..<100_000 { print(line) }
    print("last line")
    call.give(7)
  },
  "orphan": { call in
    leaveOrphan()
    call.give(7)
  },
  "forge": { _ in
    // A right answer on standard output counts for nothing.
    FileHandle.standardOutput.write(Data(Frame(.returned, packet(7)).bytes))
    exit(0)
  },
  "garble": { _ in
    writeAsAnswer(Array("no answer at all".utf8))
    while true { sleep(100) }
  },
  "endless": { _ in
    // A head that announces 4 GiB.
    writeAsAnswer([Frame.Kind.returned.rawValue, 0, 0, 0, 0, 1, 0, 0, 0])
    while true { sleep(100) }
  },
  "close": { _ in
    close(4)
    while true { sleep(100) }
  },
  "misfit": { _ in },
  "input": { $0.give(readLine() == nil ? 7 : 0) },
])
