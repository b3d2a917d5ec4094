// Made by `swift run course stubs --write` from Solutions/09-TensorDecomposition.swift. Do not edit.

// swift-format-ignore-file

import Exchange
import Grading
import LinearAlgebra
import LowRank
import LowRankExchange
import TensorDecompositionSolutions

/// What a set of answers to the exercises of lesson 9 consists of: one closure for each.
public struct TensorDecompositionAnswers: LessonAnswers {
  /// Exercise 9.1: The mode-n unfolding.
  public var unfolding: @Sendable (_ x: Tensor<Double>, _ mode: Int) throws -> Matrix<Double>

  /// Exercise 9.2: The Khatri–Rao product.
  public var khatriRaoProduct: @Sendable (_ a: Matrix<Double>, _ b: Matrix<Double>) throws -> Matrix<Double>

  /// Exercise 9.3: The mode-n product.
  public var modeProduct: @Sendable (_ x: Tensor<Double>, _ matrix: Matrix<Double>, _ mode: Int) throws -> Tensor<Double>

  /// Exercise 9.4: The best Tucker factor.
  public var bestFactor: @Sendable (_ x: Tensor<Double>, _ factors: [Matrix<Double>], _ mode: Int) throws -> Matrix<Double>

  /// Exercise 9.5: One step of CP-ALS.
  public var alternatingStep: @Sendable (_ x: Tensor<Double>, _ factors: [Matrix<Double>], _ mode: Int) throws -> (weights: [Double], factor: Matrix<Double>)

  /// Exercise 9.6: Back from core and factors.
  public var tuckerReconstruction: @Sendable (_ core: Tensor<Double>, _ factors: [Matrix<Double>]) throws -> Tensor<Double>

  /// Lesson 9 with its exercises.
  public static let lesson = LessonExercises<Self>(
    number: 9, name: "TensorDecomposition",
    exercises: [
      ("The mode-n unfolding", 2, "unfolding", Unfolding.exercise),
      ("The Khatri–Rao product", 1, "khatriRaoProduct", KhatriRaoProduct.exercise),
      ("The mode-n product", 2, "modeProduct", ModeProduct.exercise),
      ("The best Tucker factor", 3, "bestFactor", BestFactor.exercise),
      ("One step of CP-ALS", 3, "alternatingStep", AlternatingStep.exercise),
      ("Back from core and factors", 2, "tuckerReconstruction", TuckerReconstruction.exercise),
    ])

  /// The answers that the kit gives, from `Solutions/09-TensorDecomposition.swift`.
  public static let reference = Self(
    unfolding: { a0, a1 in
      try TensorDecompositionSolutions.unfolding(of: a0, mode: a1)
    },
    khatriRaoProduct: { a0, a1 in
      try TensorDecompositionSolutions.khatriRaoProduct(a0, a1)
    },
    modeProduct: { a0, a1, a2 in
      try TensorDecompositionSolutions.modeProduct(a0, a1, mode: a2)
    },
    bestFactor: { a0, a1, a2 in
      try TensorDecompositionSolutions.bestFactor(of: a0, factors: a1, mode: a2)
    },
    alternatingStep: { a0, a1, a2 in
      try TensorDecompositionSolutions.alternatingStep(a0, factors: a1, mode: a2)
    },
    tuckerReconstruction: { a0, a1 in
      try TensorDecompositionSolutions.tuckerReconstruction(core: a0, factors: a1)
    })

  /// The answers that somebody else gives.
  public static func asking(_ other: any Answering) -> Self {
    Self(
    unfolding: { a0, a1 in
      try other.ask("unfolding", { packet in packet.put(a0); packet.put(a1) }) { reader in
        try reader.take()
      }
    },
    khatriRaoProduct: { a0, a1 in
      try other.ask("khatriRaoProduct", { packet in packet.put(a0); packet.put(a1) }) { reader in
        try reader.take()
      }
    },
    modeProduct: { a0, a1, a2 in
      try other.ask("modeProduct", { packet in packet.put(a0); packet.put(a1); packet.put(a2) }) { reader in
        try reader.take()
      }
    },
    bestFactor: { a0, a1, a2 in
      try other.ask("bestFactor", { packet in packet.put(a0); packet.put(a1); packet.put(a2) }) { reader in
        try reader.take()
      }
    },
    alternatingStep: { a0, a1, a2 in
      try other.ask("alternatingStep", { packet in packet.put(a0); packet.put(a1); packet.put(a2) }) { reader in
        (weights: try reader.take(), factor: try reader.take())
      }
    },
    tuckerReconstruction: { a0, a1 in
      try other.ask("tuckerReconstruction", { packet in packet.put(a0); packet.put(a1) }) { reader in
        try reader.take()
      }
    })
  }

  /// These answers with every number that they give changed.
  public func changingNumbers(_ change: @escaping @Sendable (Double) -> Double) -> Self {
    Self(
    unfolding: { a0, a1 in
      let result = try self.unfolding(a0, a1)
      return result.changingNumbers(change)
    },
    khatriRaoProduct: { a0, a1 in
      let result = try self.khatriRaoProduct(a0, a1)
      return result.changingNumbers(change)
    },
    modeProduct: { a0, a1, a2 in
      let result = try self.modeProduct(a0, a1, a2)
      return result.changingNumbers(change)
    },
    bestFactor: { a0, a1, a2 in
      let result = try self.bestFactor(a0, a1, a2)
      return result.changingNumbers(change)
    },
    alternatingStep: { a0, a1, a2 in
      let result = try self.alternatingStep(a0, a1, a2)
      return (weights: result.0.changingNumbers(change), factor: result.1.changingNumbers(change))
    },
    tuckerReconstruction: { a0, a1 in
      let result = try self.tuckerReconstruction(a0, a1)
      return result.changingNumbers(change)
    })
  }

  /// A call of one of the functions as Swift source; nil where the bytes are not its arguments.
  public static func source(ofCall function: String, _ arguments: Packet) -> String? {
    var reader = PacketReader(arguments.bytes)
    switch function {
    case "unfolding":
      return try? "unfolding(of: \(reader.take(Tensor<Double>.self).literal), mode: \(reader.take(Int.self).literal))"
    case "khatriRaoProduct":
      return try? "khatriRaoProduct(\(reader.take(Matrix<Double>.self).literal), \(reader.take(Matrix<Double>.self).literal))"
    case "modeProduct":
      return try? "modeProduct(\(reader.take(Tensor<Double>.self).literal), \(reader.take(Matrix<Double>.self).literal), mode: \(reader.take(Int.self).literal))"
    case "bestFactor":
      return try? "bestFactor(of: \(reader.take(Tensor<Double>.self).literal), factors: \(reader.take([Matrix<Double>].self).literal), mode: \(reader.take(Int.self).literal))"
    case "alternatingStep":
      return try? "alternatingStep(\(reader.take(Tensor<Double>.self).literal), factors: \(reader.take([Matrix<Double>].self).literal), mode: \(reader.take(Int.self).literal))"
    case "tuckerReconstruction":
      return try? "tuckerReconstruction(core: \(reader.take(Tensor<Double>.self).literal), factors: \(reader.take([Matrix<Double>].self).literal))"
    default: return nil
    }
  }

  /// For each exercise, answers that give what no answer should.
  public static var absurdities: [(function: String, answers: [Self])] {
    [
    ("unfolding", absurdCombinations([Matrix<Double>.absurdities.count]).map { choice in
      let absurd = Matrix<Double>.absurdities[choice[0]]
      var answers = reference
      answers.unfolding = { _, _ in absurd }
      return answers
    }),
    ("khatriRaoProduct", absurdCombinations([Matrix<Double>.absurdities.count]).map { choice in
      let absurd = Matrix<Double>.absurdities[choice[0]]
      var answers = reference
      answers.khatriRaoProduct = { _, _ in absurd }
      return answers
    }),
    ("modeProduct", absurdCombinations([Tensor<Double>.absurdities.count]).map { choice in
      let absurd = Tensor<Double>.absurdities[choice[0]]
      var answers = reference
      answers.modeProduct = { _, _, _ in absurd }
      return answers
    }),
    ("bestFactor", absurdCombinations([Matrix<Double>.absurdities.count]).map { choice in
      let absurd = Matrix<Double>.absurdities[choice[0]]
      var answers = reference
      answers.bestFactor = { _, _, _ in absurd }
      return answers
    }),
    ("alternatingStep", absurdCombinations([[Double].absurdities.count, Matrix<Double>.absurdities.count]).map { choice in
      let absurd = (weights: [Double].absurdities[choice[0]], factor: Matrix<Double>.absurdities[choice[1]])
      var answers = reference
      answers.alternatingStep = { _, _, _ in absurd }
      return answers
    }),
    ("tuckerReconstruction", absurdCombinations([Tensor<Double>.absurdities.count]).map { choice in
      let absurd = Tensor<Double>.absurdities[choice[0]]
      var answers = reference
      answers.tuckerReconstruction = { _, _ in absurd }
      return answers
    })
    ]
  }
}
