/// The line on standard error that says how far long work is.
final class ProgressLine {
  private let label: String
  private let total: Int
  private let surroundings: Surroundings
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var lastDrawn: ContinuousClock.Instant?
  private var done = 0

  /// Work shorter than this is not reported.
  static let patience = Duration.seconds(1)
  /// The shortest time between two drawings.
  static let interval = Duration.milliseconds(100)

  init(label: String, total: Int, surroundings: Surroundings) {
    self.label = label
    self.total = total
    self.surroundings = surroundings
    start = clock.now
  }

  func advance(by steps: Int) {
    done = min(max(total, 0), done.addingReportingOverflow(steps).partialValue)
    guard surroundings.errorTakesEscapes else { return }
    let now = clock.now
    guard now - start >= Self.patience else { return }
    if let lastDrawn, now - lastDrawn < Self.interval { return }
    lastDrawn = now
    surroundings.writeError("\r\u{1B}[K" + text)
  }

  /// Takes the line away.
  func erase() {
    guard lastDrawn != nil else { return }
    lastDrawn = nil
    surroundings.writeError("\r\u{1B}[K")
  }

  /// The line, in ASCII, shorter than any terminal is wide.
  var text: String {
    let share = total > 0 ? min(1, max(0, Double(done) / Double(total))) : 0
    let filled = Int(share * 20)
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 20 - filled)
    let name = Transliteration.ascii(label.withoutControls).prefix(30)
    return "\(name) [\(bar)] \(Int(share * 100)) %"
  }
}
