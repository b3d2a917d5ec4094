extension LessonSource {
  /// The answers to a lesson's exercises as a struct of closures, and the lesson itself.
  var answers: GeneratedFile {
    let functions = exercises.functions
    let properties = functions.map { function in
      """
        /// Exercise \(function.number): \(function.title).
        public var \(function.name): \(function.closureType)
      """
    }
    let references = functions.map { function in
      let names = function.parameters.indices.map { "a\($0)" }
      let arguments = zip(function.parameters, names).map { $0.prefix + $1 }.joined(separator: ", ")
      return """
            \(function.name): { \(names.joined(separator: ", ")) in
              try \(name)Solutions.\(function.name)(\(arguments))
            }
        """
    }
    let asked = functions.map { function in
      let names = function.parameters.indices.map { "a\($0)" }
      return """
            \(function.name): { \(names.joined(separator: ", ")) in
        \(function.asking(of: "other", names, indent: "      "))
            }
        """
    }
    let changed = functions.map { function in
      let names = function.parameters.indices.map { "a\($0)" }
      let result = function.resultParts("result").enumerated().map { index, part in
        let label = function.parts.isEmpty ? nil : function.parts[index].label
        return "\(label.map { "\($0): " } ?? "")\(part).changingNumbers(change)"
      }
      let value = function.parts.isEmpty ? result[0] : "(\(result.joined(separator: ", ")))"
      return """
            \(function.name): { \(names.joined(separator: ", ")) in
              let result = try self.\(function.name)(\(names.joined(separator: ", ")))
              return \(value)
            }
        """
    }
    let absurd = functions.map { function in
      let types = function.parts.isEmpty ? [function.result] : function.parts.map(\.type)
      let blanks = function.parameters.map { _ in "_" }.joined(separator: ", ")
      let counts = types.map { "\($0).absurdities.count" }.joined(separator: ", ")
      return """
            ("\(function.name)", absurdCombinations([\(counts)]).map { choice in
              let absurd = \(function.absurd(types))
              var answers = reference
              answers.\(function.name) = { \(blanks.isEmpty ? "" : "\(blanks) in ")absurd }
              return answers
            })
        """
    }
    let calls = functions.map { function in
      let values = function.parameters.map { parameter in
        parameter.function == nil
          ? "\(parameter.prefix)\\(reader.take(\(parameter.type).self).literal)"
          : "\(parameter.prefix)…"
      }
      return """
            case "\(function.name)":
              return try? "\(function.name)(\(values.joined(separator: ", ")))"
        """
    }
    let listed = functions.map {
      "      (\"\($0.title)\", \($0.points), \"\($0.name)\", \($0.enumeration).exercise),\n"
    }
    let text = """
      \(notice)

      // swift-format-ignore-file

      \(imports(exchanges + exercises.modules + ["Grading", "\(name)Solutions"]))
      /// What a set of answers to the exercises of lesson \(number) consists of: one closure for each.
      public struct \(name)Answers: LessonAnswers {
      \(properties.joined(separator: "\n\n"))

        /// Lesson \(number) with its exercises.
        public static let lesson = LessonExercises<Self>(
          number: \(number), name: "\(name)",
          exercises: [
      \(listed.joined())    ])

        /// The answers that the kit gives, from `Solutions/\(label).swift`.
        public static let reference = Self(
      \(references.joined(separator: ",\n")))

        /// The answers that somebody else gives.
        public static func asking(_ other: any Answering) -> Self {
          Self(
      \(asked.joined(separator: ",\n")))
        }

        /// These answers with every number that they give changed.
        public func changingNumbers(_ change: @escaping @Sendable (Double) -> Double) -> Self {
          Self(
      \(changed.joined(separator: ",\n")))
        }

        /// A call of one of the functions as Swift source; nil where the bytes are not its arguments.
        public static func source(ofCall function: String, _ arguments: Packet) -> String? {
          var reader = PacketReader(arguments.bytes)
          switch function {
      \(calls.joined(separator: "\n"))
          default: return nil
          }
        }

        /// For each exercise, answers that give what no answer should.
        public static var absurdities: [(function: String, answers: [Self])] {
          [
      \(absurd.joined(separator: ",\n"))
          ]
        }
      }

      """
    return GeneratedFile(path: "Sources/Coursework/Generated/\(name)Answers.swift", text: text)
  }
}

extension ExerciseFunction {
  /// The type of a closure that answers the exercise.
  var closureType: String {
    let arguments = parameters.map { parameter in
      "_ \(parameter.name): \(parameter.function == nil ? "" : "@escaping ")\(parameter.type)"
    }
    return "@Sendable (\(arguments.joined(separator: ", "))) throws -> \(result)"
  }

  /// The name of the enumeration that holds the exercise: the function's, with a capital.
  public var enumeration: String { name.prefix(1).uppercased() + name.dropFirst() }

  /// The expression of an absurd result, from a list of choices.
  func absurd(_ types: [String]) -> String {
    let values = types.enumerated().map { index, type in
      let label = parts.isEmpty ? nil : parts[index].label
      return "\(label.map { "\($0): " } ?? "")\(type).absurdities[choice[\(index)]]"
    }
    return parts.isEmpty ? values[0] : "(\(values.joined(separator: ", ")))"
  }
}
