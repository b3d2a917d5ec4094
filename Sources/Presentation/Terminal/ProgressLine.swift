/// The line on standard error that says how far long work is: its share where the number of steps
/// is known, or else the seconds that it has taken. On a terminal only.
package final class ProgressLine {
  private let label: String
  private let total: Int?
  private let surroundings: Surroundings
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var lastDrawn: ContinuousClock.Instant?
  private var done = 0

  /// Work shorter than this is not reported.
  static let patience = Duration.seconds(1)
  /// The shortest time between two drawings.
  static let interval = Duration.milliseconds(100)

  /// Starts to report work of `total` steps; of unknown length where that is left out.
  package init(
    _ label: String, total: Int? = nil, surroundings: Surroundings = .ofProcess()
  ) {
    self.label = label
    self.total = total
    self.surroundings = surroundings
    start = clock.now
  }

  /// Counts `steps` steps as done.
  package func advance(by steps: Int) {
    let (sum, overflows) = done.addingReportingOverflow(steps)
    done = min(max(total ?? .max, 0), overflows ? .max : sum)
    tick()
  }

  /// Draws the line where it is time to.
  package func tick() {
    guard surroundings.errorTakesEscapes else { return }
    let now = clock.now
    guard now - start >= Self.patience else { return }
    if let lastDrawn, now - lastDrawn < Self.interval { return }
    lastDrawn = now
    surroundings.writeError("\r\u{1B}[K" + text)
  }

  /// Takes the line away.
  package func erase() {
    guard lastDrawn != nil else { return }
    lastDrawn = nil
    surroundings.writeError("\r\u{1B}[K")
  }

  /// The line, in ASCII, shorter than any terminal is wide.
  package var text: String {
    let name = Transliteration.ascii(label.withoutControls).prefix(30)
    guard let total else { return "\(name) ... \((clock.now - start).components.seconds) s" }
    let share = total > 0 ? min(1, max(0, Double(done) / Double(total))) : 0
    let filled = Int(share * 20)
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 20 - filled)
    return "\(name) [\(bar)] \(Int(share * 100)) %"
  }
}
