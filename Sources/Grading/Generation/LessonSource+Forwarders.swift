extension LessonSource {
  /// The functions that a lesson's page calls: a learner's where one stands at the other end of a line,
  /// and the solutions.
  var forwarders: GeneratedFile {
    let module = "\(name)Solutions"
    let functions = exercises.functions.map { function -> String in
      let arguments = function.parameters.map { $0.prefix + $0.name }.joined(separator: ", ")
      return function.heading + """
        {
          try Workbench.answer("\(function.number)") {
        \(function.asking(of: "$0", function.parameters.map(\.name), indent: "    "))
          } or: {
            try \(module).\(function.name)(\(arguments))
          }
        }

        """
    }
    let text =
      notice + "\n\n// swift-format-ignore-file\n\n"
      + imports(exchanges + exercises.modules + [module]) + "\n" + functions.joined(separator: "\n")
    return GeneratedFile(path: "Sources/Workbench/\(label).swift", text: text)
  }
}

extension ExerciseFunction {
  /// An expression that asks somebody for the result.
  ///
  /// - Parameters:
  ///   - other: The expression of who is asked.
  ///   - names: The expressions of the arguments.
  func asking(of other: String, _ names: [String], indent: String) -> String {
    let values = zip(parameters, names).filter { $0.0.function == nil }
    let puts = values.map { "packet.put(\($1))" }.joined(separator: "; ")
    let callbacks = zip(parameters, names).compactMap { parameter, name -> String? in
      guard let closure = parameter.function else { return nil }
      let takes = closure.arguments.map { _ in "try reader.take()" }.joined(separator: ", ")
      return "{ reader in var packet = Packet(); packet.put(try \(name)(\(takes))); return packet }"
    }
    let extra = callbacks.isEmpty ? "" : ", callbacks: [\(callbacks.joined(separator: ", "))]"
    let takes =
      parts.isEmpty
      ? "try reader.take()"
      : "("
        + parts.map { part in "\(part.label.map { "\($0): " } ?? "")try reader.take()" }
        .joined(separator: ", ") + ")"
    return """
      \(indent)try \(other).ask("\(name)", { packet in \(puts) }\(extra)) { reader in
      \(indent)  \(takes)
      \(indent)}
      """
  }
}
