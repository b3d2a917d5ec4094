// Made by `swift run course stubs --write` from Solutions/04-ImageCompression.swift. Do not edit.

// swift-format-ignore-file

import Exchange
import Grading
import ImageCompressionSolutions
import LinearAlgebra

/// What a set of answers to the exercises of lesson 4 consists of: one closure for each.
public struct ImageCompressionAnswers: LessonAnswers {
  /// Exercise 4.1: The numbers to store.
  public var storedNumbers: @Sendable (_ svd: SVD<Double>, _ rank: Int) throws -> [Double]

  /// Exercise 4.2: The rank-k approximation.
  public var rankApproximation: @Sendable (_ svd: SVD<Double>, _ rank: Int) throws -> Matrix<Double>

  /// Exercise 4.3: The break-even rank.
  public var breakEvenRank: @Sendable (_ rows: Int, _ columns: Int, _ bytesPerNumber: Int) throws -> Int

  /// Exercise 4.4: Rank for an energy share.
  public var rankKeeping: @Sendable (_ energy: Double, _ singularValues: [Double]) throws -> Int

  /// Lesson 4 with its exercises.
  public static let lesson = LessonExercises<Self>(
    number: 4, name: "ImageCompression",
    exercises: [
      ("The numbers to store", 1, "storedNumbers", StoredNumbers.exercise),
      ("The rank-k approximation", 2, "rankApproximation", RankApproximation.exercise),
      ("The break-even rank", 2, "breakEvenRank", BreakEvenRank.exercise),
      ("Rank for an energy share", 2, "rankKeeping", RankKeeping.exercise),
    ])

  /// The answers that the kit gives, from `Solutions/04-ImageCompression.swift`.
  public static let reference = Self(
    storedNumbers: { a0, a1 in
      try ImageCompressionSolutions.storedNumbers(a0, rank: a1)
    },
    rankApproximation: { a0, a1 in
      try ImageCompressionSolutions.rankApproximation(a0, rank: a1)
    },
    breakEvenRank: { a0, a1, a2 in
      try ImageCompressionSolutions.breakEvenRank(rows: a0, columns: a1, bytesPerNumber: a2)
    },
    rankKeeping: { a0, a1 in
      try ImageCompressionSolutions.rankKeeping(energy: a0, of: a1)
    })

  /// The answers that somebody else gives.
  public static func asking(_ other: any Answering) -> Self {
    Self(
    storedNumbers: { a0, a1 in
      try other.ask("storedNumbers", { packet in packet.put(a0); packet.put(a1) }) { reader in
        try reader.take()
      }
    },
    rankApproximation: { a0, a1 in
      try other.ask("rankApproximation", { packet in packet.put(a0); packet.put(a1) }) { reader in
        try reader.take()
      }
    },
    breakEvenRank: { a0, a1, a2 in
      try other.ask("breakEvenRank", { packet in packet.put(a0); packet.put(a1); packet.put(a2) }) { reader in
        try reader.take()
      }
    },
    rankKeeping: { a0, a1 in
      try other.ask("rankKeeping", { packet in packet.put(a0); packet.put(a1) }) { reader in
        try reader.take()
      }
    })
  }

  /// These answers with every number that they give changed.
  public func changingNumbers(_ change: @escaping @Sendable (Double) -> Double) -> Self {
    Self(
    storedNumbers: { a0, a1 in
      let result = try self.storedNumbers(a0, a1)
      return result.changingNumbers(change)
    },
    rankApproximation: { a0, a1 in
      let result = try self.rankApproximation(a0, a1)
      return result.changingNumbers(change)
    },
    breakEvenRank: { a0, a1, a2 in
      let result = try self.breakEvenRank(a0, a1, a2)
      return result.changingNumbers(change)
    },
    rankKeeping: { a0, a1 in
      let result = try self.rankKeeping(a0, a1)
      return result.changingNumbers(change)
    })
  }

  /// A call of one of the functions as Swift source; nil where the bytes are not its arguments.
  public static func source(ofCall function: String, _ arguments: Packet) -> String? {
    var reader = PacketReader(arguments.bytes)
    switch function {
    case "storedNumbers":
      return try? "storedNumbers(\(reader.take(SVD<Double>.self).literal), rank: \(reader.take(Int.self).literal))"
    case "rankApproximation":
      return try? "rankApproximation(\(reader.take(SVD<Double>.self).literal), rank: \(reader.take(Int.self).literal))"
    case "breakEvenRank":
      return try? "breakEvenRank(rows: \(reader.take(Int.self).literal), columns: \(reader.take(Int.self).literal), bytesPerNumber: \(reader.take(Int.self).literal))"
    case "rankKeeping":
      return try? "rankKeeping(energy: \(reader.take(Double.self).literal), of: \(reader.take([Double].self).literal))"
    default: return nil
    }
  }

  /// For each exercise, answers that give what no answer should.
  public static var absurdities: [(function: String, answers: [Self])] {
    [
    ("storedNumbers", absurdCombinations([[Double].absurdities.count]).map { choice in
      let absurd = [Double].absurdities[choice[0]]
      var answers = reference
      answers.storedNumbers = { _, _ in absurd }
      return answers
    }),
    ("rankApproximation", absurdCombinations([Matrix<Double>.absurdities.count]).map { choice in
      let absurd = Matrix<Double>.absurdities[choice[0]]
      var answers = reference
      answers.rankApproximation = { _, _ in absurd }
      return answers
    }),
    ("breakEvenRank", absurdCombinations([Int.absurdities.count]).map { choice in
      let absurd = Int.absurdities[choice[0]]
      var answers = reference
      answers.breakEvenRank = { _, _, _ in absurd }
      return answers
    }),
    ("rankKeeping", absurdCombinations([Int.absurdities.count]).map { choice in
      let absurd = Int.absurdities[choice[0]]
      var answers = reference
      answers.rankKeeping = { _, _ in absurd }
      return answers
    })
    ]
  }
}
