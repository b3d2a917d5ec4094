// Made by `swift run course stubs --write` from Solutions/04-ImageCompression.swift. Do not edit.

// swift-format-ignore-file

import Exchange
import ImageCompressionSolutions
import LinearAlgebra

/// Exercise 4.1 (1 point): The numbers to store.
///
/// Returns the numbers that a rank-k approximation is stored as, in one list.
///
/// The list holds one layer of Aₖ = σ₁u₁v₁ᵀ + … + σₖuₖvₖᵀ after the other, the strongest first. Of each
/// layer it holds the numbers of uᵢ from top to bottom, then σᵢ, then the numbers of vᵢ from top to
/// bottom, as they are. So whoever has received a part of the list can draw the layers that are complete.
///
/// - Parameters:
///   - svd: A decomposition A = U diag(σ) Vᵀ of an m×n matrix, thin or full. Its values descend, none is
///     negative, and the columns of `u` and of `v` are the singular vectors.
///   - rank: The rank k, from 0 to the number of singular values.
/// - Returns: The list: 80 100 numbers for a picture of 400×400 and k = 100, none for k = 0. A layer with
///   σᵢ = 0 is stored like the others.
public func storedNumbers(_ svd: SVD<Double>, rank: Int) throws -> [Double] {
  try Workbench.answer("4.1") {
    try $0.ask("storedNumbers", { packet in packet.put(svd); packet.put(rank) }) { reader in
      try reader.take()
    }
  } or: {
    try ImageCompressionSolutions.storedNumbers(svd, rank: rank)
  }
}

/// Exercise 4.2 (2 points): The rank-k approximation.
///
/// Returns the best approximation of a matrix with rank k.
///
/// It is Aₖ = σ₁u₁v₁ᵀ + … + σₖuₖvₖᵀ: the k largest singular values and their vectors (Eckart and
/// Young). `firstColumns`, `scalingColumns(by:)` and `transposed` say it in a few lines.
///
/// - Parameters:
///   - svd: A decomposition A = U diag(σ) Vᵀ of an m×n matrix, thin or full. Its values descend,
///     and the columns of `v` are the right singular vectors.
///   - rank: The rank k, from 0 to the number of singular values.
/// - Returns: The m×n matrix Aₖ; all zeros for k = 0.
public func rankApproximation(_ svd: SVD<Double>, rank: Int) throws -> Matrix<Double> {
  try Workbench.answer("4.2") {
    try $0.ask("rankApproximation", { packet in packet.put(svd); packet.put(rank) }) { reader in
      try reader.take()
    }
  } or: {
    try ImageCompressionSolutions.rankApproximation(svd, rank: rank)
  }
}

/// Exercise 4.3 (2 points): The break-even rank.
///
/// Returns the largest rank at which the stored numbers take fewer bytes than the picture.
///
/// The picture takes one byte for each of its points. The factors are real numbers, and each number of
/// the list of 4.1 takes `bytesPerNumber` bytes: 4 for a `Float`, 1 where it was rounded to 8 bits. As
/// many bytes as the picture are not fewer.
///
/// - Parameters:
///   - rows: The number of rows m ≥ 1 of the picture.
///   - columns: The number of columns n ≥ 1.
///   - bytesPerNumber: What a stored number takes, at least 1.
/// - Returns: The largest k ≥ 0 that saves bytes: for a picture of 400×400 it is 199 with 1 byte a number,
///   and 49 with 4. Where not even rank 1 saves anything, 0.
public func breakEvenRank(rows: Int, columns: Int, bytesPerNumber: Int) throws -> Int {
  try Workbench.answer("4.3") {
    try $0.ask("breakEvenRank", { packet in packet.put(rows); packet.put(columns); packet.put(bytesPerNumber) }) { reader in
      try reader.take()
    }
  } or: {
    try ImageCompressionSolutions.breakEvenRank(rows: rows, columns: columns, bytesPerNumber: bytesPerNumber)
  }
}

/// Exercise 4.4 (2 points): Rank for an energy share.
///
/// Returns the smallest rank that keeps a share of the energy.
///
/// The energy of a matrix is Σσᵢ², which is ‖A‖F². Sought is the smallest k with
/// σ₁² + … + σₖ² ≥ energy · Σσᵢ².
///
/// - Parameters:
///   - energy: The share to keep, from 0 to 1. For 0 the answer is 0. For 1 it is the number of values
///     that are not 0; only those below 10⁻⁸σ₁, whose squares are lost in the sum, may be left out.
///   - singularValues: The singular values, descending, none negative, of any size whose squares are in
///     range. Where there are none, or where all are 0, the answer is 0.
/// - Returns: The rank k, from 0 to the number of values.
public func rankKeeping(energy: Double, of singularValues: [Double]) throws -> Int {
  try Workbench.answer("4.4") {
    try $0.ask("rankKeeping", { packet in packet.put(energy); packet.put(singularValues) }) { reader in
      try reader.take()
    }
  } or: {
    try ImageCompressionSolutions.rankKeeping(energy: energy, of: singularValues)
  }
}
