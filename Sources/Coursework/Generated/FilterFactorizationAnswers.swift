// Made by `swift run course stubs --write` from Solutions/10-FilterFactorization.swift. Do not edit.

// swift-format-ignore-file

import Exchange
import FilterFactorizationSolutions
import Grading
import LinearAlgebra

/// What a set of answers to the exercises of lesson 10 consists of: one closure for each.
public struct FilterFactorizationAnswers: LessonAnswers {
  /// Exercise 10.1: The places of a kernel.
  public var convolutionOutputSize: @Sendable (_ size: Int, _ kernel: Int, _ stride: Int, _ padding: Int) throws -> Int

  /// Exercise 10.2: The separable share.
  public var separableShare: @Sendable (_ kernel: Int, _ inputs: Int, _ outputs: Int) throws -> Double

  /// Exercise 10.3: The numbers of Tucker-2.
  public var tuckerTwoNumbers: @Sendable (_ kernel: Int, _ inputs: Int, _ outputs: Int, _ inputRank: Int, _ outputRank: Int) throws -> Int

  /// Exercise 10.4: The work of Tucker-2.
  public var tuckerTwoWork: @Sendable (_ height: Int, _ width: Int, _ kernel: Int, _ stride: Int, _ padding: Int, _ inputs: Int, _ outputs: Int, _ inputRank: Int, _ outputRank: Int) throws -> Int

  /// Exercise 10.5: Two 1-D kernels.
  public var oneDimensionalKernels: @Sendable (_ weights: Matrix<Double>, _ inputs: Int, _ side: Int, _ rank: Int) throws -> (vertical: Matrix<Double>, horizontal: Matrix<Double>)

  /// Lesson 10 with its exercises.
  public static let lesson = LessonExercises<Self>(
    number: 10, name: "FilterFactorization",
    exercises: [
      ("The places of a kernel", 1, "convolutionOutputSize", ConvolutionOutputSize.exercise),
      ("The separable share", 1, "separableShare", SeparableShare.exercise),
      ("The numbers of Tucker-2", 2, "tuckerTwoNumbers", TuckerTwoNumbers.exercise),
      ("The work of Tucker-2", 2, "tuckerTwoWork", TuckerTwoWork.exercise),
      ("Two 1-D kernels", 3, "oneDimensionalKernels", OneDimensionalKernels.exercise),
    ])

  /// The answers that the kit gives, from `Solutions/10-FilterFactorization.swift`.
  public static let reference = Self(
    convolutionOutputSize: { a0, a1, a2, a3 in
      try FilterFactorizationSolutions.convolutionOutputSize(a0, kernel: a1, stride: a2, padding: a3)
    },
    separableShare: { a0, a1, a2 in
      try FilterFactorizationSolutions.separableShare(kernel: a0, inputs: a1, outputs: a2)
    },
    tuckerTwoNumbers: { a0, a1, a2, a3, a4 in
      try FilterFactorizationSolutions.tuckerTwoNumbers(kernel: a0, inputs: a1, outputs: a2, inputRank: a3, outputRank: a4)
    },
    tuckerTwoWork: { a0, a1, a2, a3, a4, a5, a6, a7, a8 in
      try FilterFactorizationSolutions.tuckerTwoWork(height: a0, width: a1, kernel: a2, stride: a3, padding: a4, inputs: a5, outputs: a6, inputRank: a7, outputRank: a8)
    },
    oneDimensionalKernels: { a0, a1, a2, a3 in
      try FilterFactorizationSolutions.oneDimensionalKernels(a0, inputs: a1, side: a2, rank: a3)
    })

  /// The answers that somebody else gives.
  public static func asking(_ other: any Answering) -> Self {
    Self(
    convolutionOutputSize: { a0, a1, a2, a3 in
      try other.ask("convolutionOutputSize", { packet in packet.put(a0); packet.put(a1); packet.put(a2); packet.put(a3) }) { reader in
        try reader.take()
      }
    },
    separableShare: { a0, a1, a2 in
      try other.ask("separableShare", { packet in packet.put(a0); packet.put(a1); packet.put(a2) }) { reader in
        try reader.take()
      }
    },
    tuckerTwoNumbers: { a0, a1, a2, a3, a4 in
      try other.ask("tuckerTwoNumbers", { packet in packet.put(a0); packet.put(a1); packet.put(a2); packet.put(a3); packet.put(a4) }) { reader in
        try reader.take()
      }
    },
    tuckerTwoWork: { a0, a1, a2, a3, a4, a5, a6, a7, a8 in
      try other.ask("tuckerTwoWork", { packet in packet.put(a0); packet.put(a1); packet.put(a2); packet.put(a3); packet.put(a4); packet.put(a5); packet.put(a6); packet.put(a7); packet.put(a8) }) { reader in
        try reader.take()
      }
    },
    oneDimensionalKernels: { a0, a1, a2, a3 in
      try other.ask("oneDimensionalKernels", { packet in packet.put(a0); packet.put(a1); packet.put(a2); packet.put(a3) }) { reader in
        (vertical: try reader.take(), horizontal: try reader.take())
      }
    })
  }

  /// These answers with every number that they give changed.
  public func changingNumbers(_ change: @escaping @Sendable (Double) -> Double) -> Self {
    Self(
    convolutionOutputSize: { a0, a1, a2, a3 in
      let result = try self.convolutionOutputSize(a0, a1, a2, a3)
      return result.changingNumbers(change)
    },
    separableShare: { a0, a1, a2 in
      let result = try self.separableShare(a0, a1, a2)
      return result.changingNumbers(change)
    },
    tuckerTwoNumbers: { a0, a1, a2, a3, a4 in
      let result = try self.tuckerTwoNumbers(a0, a1, a2, a3, a4)
      return result.changingNumbers(change)
    },
    tuckerTwoWork: { a0, a1, a2, a3, a4, a5, a6, a7, a8 in
      let result = try self.tuckerTwoWork(a0, a1, a2, a3, a4, a5, a6, a7, a8)
      return result.changingNumbers(change)
    },
    oneDimensionalKernels: { a0, a1, a2, a3 in
      let result = try self.oneDimensionalKernels(a0, a1, a2, a3)
      return (vertical: result.0.changingNumbers(change), horizontal: result.1.changingNumbers(change))
    })
  }

  /// A call of one of the functions as Swift source; nil where the bytes are not its arguments.
  public static func source(ofCall function: String, _ arguments: Packet) -> String? {
    var reader = PacketReader(arguments.bytes)
    switch function {
    case "convolutionOutputSize":
      return try? "convolutionOutputSize(\(try reader.take(Int.self).literal), kernel: \(try reader.take(Int.self).literal), stride: \(try reader.take(Int.self).literal), padding: \(try reader.take(Int.self).literal))"
    case "separableShare":
      return try? "separableShare(kernel: \(try reader.take(Int.self).literal), inputs: \(try reader.take(Int.self).literal), outputs: \(try reader.take(Int.self).literal))"
    case "tuckerTwoNumbers":
      return try? "tuckerTwoNumbers(kernel: \(try reader.take(Int.self).literal), inputs: \(try reader.take(Int.self).literal), outputs: \(try reader.take(Int.self).literal), inputRank: \(try reader.take(Int.self).literal), outputRank: \(try reader.take(Int.self).literal))"
    case "tuckerTwoWork":
      return try? "tuckerTwoWork(height: \(try reader.take(Int.self).literal), width: \(try reader.take(Int.self).literal), kernel: \(try reader.take(Int.self).literal), stride: \(try reader.take(Int.self).literal), padding: \(try reader.take(Int.self).literal), inputs: \(try reader.take(Int.self).literal), outputs: \(try reader.take(Int.self).literal), inputRank: \(try reader.take(Int.self).literal), outputRank: \(try reader.take(Int.self).literal))"
    case "oneDimensionalKernels":
      return try? "oneDimensionalKernels(\(try reader.take(Matrix<Double>.self).literal), inputs: \(try reader.take(Int.self).literal), side: \(try reader.take(Int.self).literal), rank: \(try reader.take(Int.self).literal))"
    default: return nil
    }
  }

  /// For each exercise, answers that give what no answer should.
  public static var absurdities: [(function: String, answers: [Self])] {
    [
    ("convolutionOutputSize", absurdCombinations([Int.absurdities.count]).map { choice in
      let absurd = Int.absurdities[choice[0]]
      var answers = reference
      answers.convolutionOutputSize = { _, _, _, _ in absurd }
      return answers
    }),
    ("separableShare", absurdCombinations([Double.absurdities.count]).map { choice in
      let absurd = Double.absurdities[choice[0]]
      var answers = reference
      answers.separableShare = { _, _, _ in absurd }
      return answers
    }),
    ("tuckerTwoNumbers", absurdCombinations([Int.absurdities.count]).map { choice in
      let absurd = Int.absurdities[choice[0]]
      var answers = reference
      answers.tuckerTwoNumbers = { _, _, _, _, _ in absurd }
      return answers
    }),
    ("tuckerTwoWork", absurdCombinations([Int.absurdities.count]).map { choice in
      let absurd = Int.absurdities[choice[0]]
      var answers = reference
      answers.tuckerTwoWork = { _, _, _, _, _, _, _, _, _ in absurd }
      return answers
    }),
    ("oneDimensionalKernels", absurdCombinations([Matrix<Double>.absurdities.count, Matrix<Double>.absurdities.count]).map { choice in
      let absurd = (vertical: Matrix<Double>.absurdities[choice[0]], horizontal: Matrix<Double>.absurdities[choice[1]])
      var answers = reference
      answers.oneDimensionalKernels = { _, _, _, _ in absurd }
      return answers
    })
    ]
  }
}
