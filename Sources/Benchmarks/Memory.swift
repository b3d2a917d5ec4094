import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The most memory that this process has held at one time, in bytes.
///
/// On Linux it is VmHWM of /proc/self/status: the figure of `getrusage` there also counts what the
/// process that started this one held.
func peakMemory() -> Double {
  #if os(Linux)
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return 1024 * (line.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? .nan)
  #else
    var usage = rusage()
    getrusage(RUSAGE_SELF, &usage)
    return Double(usage.ru_maxrss)
  #endif
}

/// What a measurement's first run adds to the peak memory of a fresh process, input and result
/// included, in bytes.
func memory(of measurement: Measurement) throws -> Double {
  let before = peakMemory()
  try measurement.prepare()()
  return peakMemory() - before
}

/// The same, in a process of its own, which has run nothing before.
func memoryInChild(of name: String) -> Double? {
  let process = Process()
  process.executableURL = Bundle.main.executableURL
  process.arguments = ["--memory", name]
  let output = Pipe()
  process.standardOutput = output
  guard (try? process.run()) != nil else { return nil }
  let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  return Double(text.trimmingCharacters(in: .whitespacesAndNewlines))
}
