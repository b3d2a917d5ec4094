import Foundation

/// A Python process that does the same work through its libraries, one request at a time.
///
/// The script is a part of this program and reaches Python as an argument: nothing is installed. It
/// runs only while it is asked, so that the two sides never share the cores.
final class Peers {
  /// The libraries that it found, with their versions.
  let libraries: String

  private let process = Process()
  private let requests = Pipe()
  private let answers = Pipe()
  private var unread = Data()

  /// Starts `python3`.
  ///
  /// - Throws: `Unavailable`, where Python or NumPy is missing.
  init(threads: Int) throws(Unavailable) {
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c", String(decoding: PackageResources.peers_py, as: UTF8.self), "\(threads)",
    ]
    var environment = ProcessInfo.processInfo.environment
    for name in ["OPENBLAS", "OMP", "MKL", "VECLIB", "BLIS"] {
      environment["\(name)_NUM_THREADS"] = "\(threads)"
    }
    process.environment = environment
    process.standardInput = requests
    process.standardOutput = answers
    let errors = Pipe()
    process.standardError = errors
    do {
      try process.run()
    } catch {
      throw Unavailable(reason: "python3 could not be started")
    }
    libraries = Self.line(answers, &unread) ?? ""
    if libraries.isEmpty {
      let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      throw Unavailable(reason: String(text.split(separator: "\n").last ?? "python3 said nothing"))
    }
  }

  deinit {
    try? requests.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// The seconds that each library takes for one call of the work, the mean of `count` calls; empty
  /// where none can do it.
  func seconds(_ name: String, count: Int) throws(Unavailable) -> [(library: String, Double)] {
    do {
      try requests.fileHandleForWriting.write(contentsOf: Data("\(name) \(count)\n".utf8))
    } catch {
      throw Unavailable(reason: "python3 has ended")
    }
    guard let line = Self.line(answers, &unread) else {
      throw Unavailable(reason: "python3 ended within \(name)")
    }
    // Libraries that compute with threads of their own let them spin, some for 0.2 s; our next run
    // must not pay for that.
    Thread.sleep(forTimeInterval: 0.25)
    let words = line.split(separator: " ")
    return stride(from: 0, to: words.count - 1, by: 2).compactMap { index in
      Double(words[index + 1]).map { (String(words[index]), $0) }
    }
  }

  /// The next line, or nothing at the end of what there is.
  private static func line(_ pipe: Pipe, _ unread: inout Data) -> String? {
    while true {
      if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: unread[..<end], as: UTF8.self)
        unread = Data(unread[(end + 1)...])
        return line
      }
      let more = pipe.fileHandleForReading.availableData
      if more.isEmpty { return nil }
      unread += more
    }
  }
}

/// Why there is nothing to compare with.
struct Unavailable: Error {
  let reason: String
}
