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

/// Runs a line of the shell; waits for it where it is told so.
func shell(_ line: String, waits: Bool = true) {
  let child = Process()
  child.executableURL = URL(fileURLWithPath: "/bin/sh")
  child.arguments = ["-c", line]
  try? child.run()
  if waits { child.waitUntilExit() }
}

/// Whether something listens on a port of this machine that the test has opened.
func reachesTest() -> Bool {
  let port = UInt16(ProcessInfo.processInfo.environment["LOWRANK_TEST_PORT"] ?? "") ?? 0
  #if os(Linux)
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  #else
    let socket = socket(AF_INET, SOCK_STREAM, 0)
  #endif
  defer { close(socket) }
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = port.bigEndian
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  return withUnsafePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
    }
  }
}

/// How many MiB can be written to a file.
func written(to path: String, mebibytes: Int) -> Int {
  signal(SIGXFSZ, SIG_IGN)
  let file = open(path, O_CREAT | O_WRONLY | O_TRUNC, 0o600)
  guard file >= 0 else { return 0 }
  defer { close(file) }
  let block = [UInt8](repeating: 1, count: 1 << 20)
  for count in 0..<mebibytes {
    guard write(file, block, block.count) == block.count else { return count }
  }
  return mebibytes
}

/// Fills memory until somebody stops it.
func grow() {
  var all: [[Double]] = []
  while true { all.append([Double](repeating: 1, count: 1000)) }
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
  "grow": { _ in grow() },
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
    // It holds the output open and outlives its parent, if it is let.
    shell("sleep 91011", waits: false)
    call.give(7)
  },
  "detach": { call in
    // In a session of its own, under another parent.
    shell("setsid sleep 91012 & setsid sh -c 'setsid sleep 91012 & wait' &", waits: false)
    usleep(300_000)
    call.give(7)
  },
  "bomb": { call in
    shell("for i in $(seq 200); do sleep 91013 & done; wait")
    call.give(7)
  },
  "family": { call in
    // Each child stays below what one may have.
    shell("for i in 1 2 3 4 5 6; do head -c 80000000 /dev/zero | tail & done; wait")
    call.give(7)
  },
  "blind": { call in
    // Closes what can be closed and lifts what can be lifted, then takes all there is.
    for descriptor in [0, 1, 2] + Array(5..<256) { close(Int32(descriptor)) }
    #if os(Linux)
      let resource = __rlimit_resource_t(RLIMIT_AS.rawValue)
    #else
      let resource = RLIMIT_AS
    #endif
    var limit = rlimit()
    getrlimit(resource, &limit)
    limit.rlim_cur = limit.rlim_max
    setrlimit(resource, &limit)
    grow()
  },
  "parent": { call in
    // 0: it would be the machine's own.
    guard getppid() != 1 || getpid() < 10 else { return call.give(0) }
    kill(getppid(), SIGKILL)
    kill(getppid(), SIGSTOP)
    usleep(50_000)
    call.give(7)
  },
  "others": { call in
    // How many processes can be seen.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    call.give(names.compactMap { Int($0) }.count)
  },
  "kit": { $0.give(written(to: #filePath + ".written", mebibytes: 1)) },
  "temporary": { $0.give(written(to: "/tmp/lowrank-fault-\(getpid())", mebibytes: 1)) },
  "scratch": { $0.give(written(to: NSTemporaryDirectory() + "/fault", mebibytes: 512)) },
  "network": { $0.give(reachesTest() ? 1 : 7) },
  "secret": { $0.give(getenv("DEPLOYMENT_TOKEN") == nil ? 7 : 1) },
  "place": { _ in
    let line = "1 [ra] nowhere at /x/Exercises/00-Elsewhere.swift:1:1\n"
    FileHandle.standardError.write(Data(line.utf8))
    abort()
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
