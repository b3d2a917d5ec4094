import Foundation

/// A headless Chromium, driven over its debugging pipe: JSON with a zero byte behind each message.
///
/// - Source: Chrome DevTools Protocol, <https://chromedevtools.github.io/devtools-protocol/>.
final class Browser {
  /// The program, where there is one; `LOWRANK_BROWSER` names another.
  static let program: String? = {
    let named = ProcessInfo.processInfo.environment["LOWRANK_BROWSER"].map { [$0] } ?? []
    let usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
    return (named + usual).first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private let profile = FileManager.default.temporaryDirectory
    .appendingPathComponent("lowrank-browser-\(UUID().uuidString)")
  private var pending = Data()
  private var lastNumber = 0
  private var session: String?

  /// What pages asked for, and what they complained of, since the last page was opened.
  private(set) var requests: [String] = []
  private(set) var complaints: [String] = []

  struct Refused: Error { let reason: String }

  init() throws {
    guard let program = Self.program else { throw Refused(reason: "no browser") }
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    // The protocol is spoken on descriptors 3 and 4.
    process.arguments = [
      "-c", "exec \"$0\" \"$@\" 3<&0 4>&1 >/dev/null 2>&1", program, "--headless=new",
      "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
      "--remote-debugging-pipe", "--user-data-dir=\(profile.path)",
    ]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    let target = try call("Target.createTarget", ["url": "about:blank"])
    let attached = try call(
      "Target.attachToTarget", ["targetId": target["targetId"] ?? "", "flatten": true])
    session = attached["sessionId"] as? String
    for domain in ["Page", "Runtime", "Network", "Log"] { try call("\(domain).enable") }
  }

  deinit {
    process.terminate()
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: profile)
  }

  /// Opens a page in a window of some width.
  func open(_ file: URL, width: Int = 1280, isDark: Bool = false) throws {
    try call(
      "Emulation.setDeviceMetricsOverride",
      ["width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false])
    let media = [
      ["name": "prefers-color-scheme", "value": isDark ? "dark" : "light"],
      ["name": "prefers-reduced-motion", "value": "reduce"],
    ]
    try call("Emulation.setEmulatedMedia", ["features": media])
    requests = []
    complaints = []
    try call("Page.navigate", ["url": file.absoluteString])
    try wait(for: "Page.loadEventFired")
  }

  /// The value of an expression in the page, as text.
  func value(_ expression: String) throws -> String {
    let answer = try call(
      "Runtime.evaluate",
      [
        "expression": "Promise.resolve(\(expression)).then(String)", "returnByValue": true,
        "awaitPromise": true,
      ])
    if let fault = answer["exceptionDetails"] as? [String: Any] {
      throw Refused(reason: "\(expression): \(fault["text"] ?? "")")
    }
    let result = answer["result"] as? [String: Any]
    return result?["value"] as? String ?? ""
  }

  /// Presses a key and lets it go.
  func press(_ key: String, code: Int) throws {
    for kind in ["rawKeyDown", "keyUp"] {
      try call(
        "Input.dispatchKeyEvent",
        ["type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code])
    }
  }

  /// Clicks in the middle of an element, or at another share of its width.
  func click(_ selector: String, share: Double = 0.5) throws {
    let box = try value(
      """
      (() => { const e = document.querySelector(\(Self.quoted(selector))); e.scrollIntoView({block: "center"});
      const b = e.getBoundingClientRect(); return [b.left, b.top, b.width, b.height]; })()
      """
    ).split(separator: ",").compactMap { Double($0) }
    guard box.count == 4 else { throw Refused(reason: "\(selector) is not there") }
    let place: [String: Any] = ["x": box[0] + box[2] * share, "y": box[1] + box[3] / 2]
    for kind in ["mousePressed", "mouseReleased"] {
      try call(
        "Input.dispatchMouseEvent",
        place.merging(["type": kind, "button": "left", "clickCount": 1]) { $1 })
    }
  }

  /// The page as a PDF file.
  func printed() throws -> Data {
    let answer = try call("Page.printToPDF", ["printBackground": false])
    return (answer["data"] as? String).flatMap { Data(base64Encoded: $0) } ?? Data()
  }

  static func quoted(_ text: String) -> String {
    let data = try? JSONEncoder().encode(text)
    return data.map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
  }

  // MARK: - The protocol

  @discardableResult
  private func call(_ method: String, _ parameters: [String: Any] = [:]) throws -> [String: Any] {
    lastNumber += 1
    var message: [String: Any] = ["id": lastNumber, "method": method, "params": parameters]
    if let session { message["sessionId"] = session }
    let data = try JSONSerialization.data(withJSONObject: message)
    try input.fileHandleForWriting.write(contentsOf: data + [0])
    while true {
      let answer = try nextMessage()
      guard answer["id"] as? Int == lastNumber else { continue }
      if let fault = answer["error"] as? [String: Any] {
        throw Refused(reason: "\(method): \(fault["message"] ?? "")")
      }
      return answer["result"] as? [String: Any] ?? [:]
    }
  }

  private func wait(for event: String) throws {
    while true {
      if try nextMessage()["method"] as? String == event { return }
    }
  }

  private func nextMessage() throws -> [String: Any] {
    while true {
      if let end = pending.firstIndex(of: 0) {
        let data = pending[pending.startIndex..<end]
        pending = Data(pending[pending.index(after: end)...])
        let message = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
        note(message)
        return message
      }
      let data = output.fileHandleForReading.availableData
      guard !data.isEmpty else { throw Refused(reason: "the browser has ended") }
      pending += data
    }
  }

  private func note(_ message: [String: Any]) {
    let parameters = message["params"] as? [String: Any] ?? [:]
    switch message["method"] as? String {
    case "Network.requestWillBeSent":
      let request = parameters["request"] as? [String: Any]
      requests.append(String((request?["url"] as? String ?? "").prefix(80)))
    case "Runtime.exceptionThrown": complaints.append("\(parameters["exceptionDetails"] ?? "")")
    case "Runtime.consoleAPICalled": complaints.append("\(parameters["args"] ?? "")")
    case "Log.entryAdded": complaints.append("\(parameters["entry"] ?? "")")
    default: break
    }
  }
}
