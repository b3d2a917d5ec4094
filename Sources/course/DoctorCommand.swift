import Foundation
import Grading
import LinearAlgebra
import Presentation

/// `course doctor`: what this machine has, and what to do about what it lacks.
enum DoctorCommand {
  static func run(_ words: [String]) throws(Failure) -> Int32 {
    guard words.isEmpty else { throw .usage("doctor takes nothing") }
    let style = TerminalStyle.standardOutput()
    let findings = [
      toolchain(), processor(), memory(), disk(), terminal(style), folder(), containment(),
      decomposition(),
    ]
    let column = (findings.map(\.what.count).max() ?? 0) + 2
    for finding in findings {
      let mark = finding.advice == nil ? style.paint("✓", .good) : style.paint("✗", .bad)
      let name = finding.what + String(repeating: " ", count: column - finding.what.count)
      print("\(mark) \(name)\(finding.found)")
      if let advice = finding.advice {
        print("  " + String(repeating: " ", count: column) + advice)
      }
    }
    return findings.allSatisfy { $0.advice == nil } ? 0 : 1
  }

  private struct Finding {
    var what: String
    var found: String
    /// What to do; nil where all is well.
    var advice: String?
  }

  private static func toolchain() -> Finding {
    let output = try? ChildProcess(["/usr/bin/env", "swift", "--version"], timeLimit: 60).run()
    let line =
      output.map { $0.output.lines + $0.errors.lines }?
      .first { $0.contains("Swift version") } ?? ""
    guard let match = line.firstMatch(of: #/Swift version (\d+)\.(\d+)/#),
      let major = Int(match.1), let minor = Int(match.2)
    else {
      return Finding(
        what: "toolchain", found: "no swift on the PATH",
        advice: "See https://www.swift.org/install.")
    }
    let isNew = (major, minor) >= (6, 3)
    return Finding(
      what: "toolchain", found: String(match.0),
      advice: isNew ? nil : "LowRank needs Swift 6.3 or later: https://www.swift.org/install.")
  }

  private static func processor() -> Finding {
    let text =
      FileManager.default.contents(atPath: "/proc/cpuinfo")
      .map { String(decoding: $0, as: UTF8.self) } ?? ""
    func field(_ name: String) -> String? {
      text.split(separator: "\n").first { $0.hasPrefix(name) }?
        .split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) }
    }
    let flags = Set((field("flags") ?? field("Features") ?? "").split(separator: " "))
    let vectors = ["avx512f", "avx2", "fma", "asimd"].filter { flags.contains(Substring($0)) }
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let name = field("model name") ?? "a processor"
    let found =
      ([name, "\(cores) \(cores == 1 ? "core" : "cores")"] + vectors).joined(separator: ", ")
    return Finding(what: "processor", found: found)
  }

  private static func memory() -> Finding {
    let size = Double(ProcessInfo.processInfo.physicalMemory) / 1e9
    return Finding(
      what: "memory", found: String(format: "%.1f GB", size),
      advice: size < 3.5
        ? "A build takes up to 3 GB: close other programs, or `swift build -j 1`." : nil)
  }

  private static func disk() -> Finding {
    let attributes = try? FileManager.default.attributesOfFileSystem(forPath: SwiftBuild.root.path)
    let free = (attributes?[.systemFreeSize] as? NSNumber)?.doubleValue ?? 0
    return Finding(
      what: "disk", found: String(format: "%.1f GB free", free / 1e9),
      advice: free < 2e9 ? "A build takes about 1 GB." : nil)
  }

  private static func terminal(_ style: TerminalStyle) -> Finding {
    // Here the terminal is asked.
    let graphics = Surroundings.ofProcess().style(isPlain: false).graphics
    let colours =
      switch style.colour {
      case .none: "no colours"
      case .basic: "16 colours"
      case .palette256: "256 colours"
      case .trueColour: "all colours"
      }
    return Finding(
      what: "terminal", found: "\(style.width) columns, \(colours), pictures by \(graphics)")
  }

  private static func folder() -> Finding {
    let isWritable = FileManager.default.isWritableFile(atPath: SwiftBuild.root.path)
    return Finding(
      what: "folder", found: SwiftBuild.root.path,
      advice: isWritable ? nil : "It cannot be written: copy the kit to where you may write.")
  }

  /// What keeps exercises from the rest of the machine.
  private static func containment() -> Finding {
    Finding(what: "containment", found: Keeping.here.description)
  }

  /// The kit's own mathematics on this machine.
  private static func decomposition() -> Finding {
    let a = Matrix<Double>(rows: 60, columns: 40) { Double(($0 * 31 + $1 * 17) % 23) - 11 }
    guard let factors = try? svd(a) else {
      return Finding(
        what: "a decomposition", found: "failed", advice: "Build anew: `rm -r .build`.")
    }
    let error = (factors.reconstructed() - a).frobeniusNorm / a.frobeniusNorm
    return Finding(
      what: "a decomposition", found: String(format: "‖A − UΣVᵀ‖/‖A‖ = %.1e", error),
      advice: error < 1e-13 ? nil : "Build anew: `rm -r .build`.")
  }
}
