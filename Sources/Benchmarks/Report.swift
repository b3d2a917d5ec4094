import Foundation

/// What was measured of one thing.
struct Result {
  let name: String

  /// The median, in seconds a call.
  let seconds: Double

  /// Operations a second, and the most that this machine was seen to do.
  var rate: (ours: Double, peak: Double)?

  /// Each library's median, in seconds a call.
  var peers: [(library: String, seconds: Double)] = []
}

/// How results are printed: a line each, for the eye or for a program.
enum Report {
  /// The libraries that a line for a program has columns for.
  private static let libraries = ["NumPy", "scikit-learn", "PyTorch", "TensorLy"]

  static let header =
    (["name", "seconds", "gflops", "peak_gflops"]
    + libraries.flatMap { ["\($0)_seconds", "\($0)_ratio"] }).joined(separator: ",")

  static func csv(_ result: Result) -> String {
    var fields = [result.name, number(result.seconds)]
    fields += [result.rate?.ours, result.rate?.peak].map { $0.map { number($0 / 1e9) } ?? "" }
    for library in libraries {
      let peer = result.peers.first { $0.library == library }
      fields += [peer?.seconds, peer.map { $0.seconds / result.seconds }].map {
        $0.map(number) ?? ""
      }
    }
    return fields.joined(separator: ",")
  }

  /// `name seconds`, and after two spaces each, what else there is to say.
  static func line(_ result: Result) -> String {
    var parts = ["\(padded(result.name, 20)) \(padded(number(result.seconds), 10))"]
    if let (ours, peak) = result.rate {
      let share = Int((100 * ours / peak).rounded())
      parts.append("\(Int(ours / 1e9)) of \(Int(peak / 1e9)) GFLOP/s, \(share) %")
    }
    for (library, seconds) in result.peers {
      let ratio = String(format: "%.2f", seconds / result.seconds)
      parts.append("\(library) \(number(seconds)) ratio \(ratio)")
    }
    return parts.joined(separator: "  ").trimmingCharacters(in: .whitespaces)
  }

  /// Peak memory, as the number of input matrices that would fill it.
  static func memory(_ name: String, _ ratio: Double, isCSV: Bool) -> String {
    let (label, ratio) = ("\(name)-memory", String(format: "%.2f", ratio))
    if isCSV { return "\(label),\(ratio)" }
    return "\(padded(label, 20)) \(padded(ratio, 10))  times the matrix"
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  /// Four digits, never an exponent.
  private static func number(_ value: Double) -> String {
    guard value.isFinite, value > 0 else { return "\(value)" }
    let digits = max(0, 3 - Int(log10(value).rounded(.down)))
    return String(format: "%.\(digits)f", value)
  }
}

/// Writes a line to standard output at once, also where that is a pipe.
func say(_ line: String) {
  FileHandle.standardOutput.write(Data("\(line)\n".utf8))
}

/// Writes a line to standard error.
func complain(_ message: String) {
  FileHandle.standardError.write(Data("Benchmarks: \(message)\n".utf8))
}
