extension LessonSource {
  /// The source that turns a learner's file into a program which answers calls of its functions.
  ///
  /// - Parameter functions: Those that the learner's file has, with the right signatures.
  public func host(of functions: [ExerciseFunction]) -> String {
    let entries = functions.map { function -> String in
      var lines: [String] = []
      var place = 0
      for (i, parameter) in function.parameters.enumerated() {
        if let closure = parameter.function {
          let names = closure.arguments.indices.map { "b\($0)" }
          let puts = names.map { "packet.put(\($0))" }.joined(separator: "; ")
          lines.append(
            "let a\(i) = { (\(Self.typed(names, closure.arguments))) throws -> \(closure.result) in"
              + " try call.callBack(\(place), { packet in \(puts) }, { try $0.take() }) }")
          place += 1
        } else {
          lines.append("let a\(i): \(parameter.type) = try call.take()")
        }
      }
      let arguments = function.parameters.enumerated().map { "\($1.prefix)a\($0)" }
      lines.append("let result = try \(function.name)(\(arguments.joined(separator: ", ")))")
      lines += function.resultParts("result").map { "call.give(\($0))" }
      return "      \"\(function.name)\": { (call: HostedCall) throws in\n"
        + lines.map { "        \($0)\n" }.joined() + "      },\n"
    }
    let table = entries.isEmpty ? "      :\n" : entries.joined()
    return imports(exchanges + exercises.modules) + """

      @main enum LearnersProgram {
        static func main() {
          hostFunctions([
      \(table)    ])
        }
      }

      """
  }

  /// The lines that import modules, each once, in order.
  func imports(_ modules: [String]) -> String {
    Set(modules).sorted().map { "import \($0)\n" }.joined()
  }

  static func typed(_ names: [String], _ types: [String]) -> String {
    zip(names, types).map { "\($0): \($1)" }.joined(separator: ", ")
  }
}

extension ExerciseFunction {
  /// The expressions that give the parts of a result, in order: the result itself where it is one value.
  func resultParts(_ name: String) -> [String] {
    parts.isEmpty ? [name] : parts.indices.map { "\(name).\($0)" }
  }
}
