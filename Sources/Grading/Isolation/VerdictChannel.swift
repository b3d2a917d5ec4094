import Foundation

/// The way on which a child process tells its verdict: a file of its own, which nothing that the
/// learner prints can disturb.
///
/// The file carries a number used once. What else writes to it is not taken for a verdict.
public struct VerdictChannel: Sendable {
  /// The file.
  let path: String

  /// The number used once.
  let nonce: String

  private struct Message: Codable {
    let nonce: String
    let exercise: String
    let verdict: Verdict
  }

  /// Creates a channel, as the parent does.
  init() {
    nonce = UUID().uuidString
    path =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("lowrank-verdict-\(UUID().uuidString).json").path
  }

  /// Opens the channel that the parent named, as the child does, and removes the name from the
  /// environment; nil where there is none.
  public init?(environment: [String: String] = ProcessInfo.processInfo.environment) {
    guard let path = environment[Self.pathVariable], let nonce = environment[Self.nonceVariable]
    else { return nil }
    self.path = path
    self.nonce = nonce
    unsetenv(Self.pathVariable)
    unsetenv(Self.nonceVariable)
  }

  private static let pathVariable = "LOWRANK_VERDICT_FILE"
  private static let nonceVariable = "LOWRANK_VERDICT_NONCE"

  /// What the child's environment must hold.
  var environment: [String: String?] {
    [Self.pathVariable: path, Self.nonceVariable: nonce]
  }

  /// Writes the verdict on an exercise, in one step.
  public func send(_ verdict: Verdict, on exercise: String) throws {
    let message = Message(nonce: nonce, exercise: exercise, verdict: verdict)
    try JSONEncoder().encode(message).write(to: URL(fileURLWithPath: path), options: .atomic)
  }

  /// Reads the verdict on an exercise and removes the file; nil where there is no verdict, or none
  /// with the right number.
  func receive(on exercise: String) -> Verdict? {
    defer { try? FileManager.default.removeItem(atPath: path) }
    guard let data = FileManager.default.contents(atPath: path), data.count < 1 << 20,
      let message = try? JSONDecoder().decode(Message.self, from: data),
      message.nonce == nonce, message.exercise == exercise
    else { return nil }
    return message.verdict
  }
}
