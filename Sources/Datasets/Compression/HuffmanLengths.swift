/// The lengths of the shortest prefix code in which no symbol takes more than `limit` bits.
///
/// Huffman's tree, unless it is deeper than the limit; then package-merge.
///
/// - Parameter frequencies: How often each symbol is used; at least one is.
/// - Returns: A length for each symbol, 0 for the unused.
/// - Complexity: O(n log n) for n symbols, and O(limit² · n) where the limit counts.
func huffmanLengths(frequencies: [Int], limit: Int) -> [UInt8] {
  let lengths = treeLengths(frequencies)
  return lengths.contains { $0 > limit }
    ? limitedLengths(frequencies, limit) : lengths.map { UInt8($0) }
}

/// The depths of the leaves of Huffman's tree: the two rarest are joined until one is left.
///
/// Leaves in order and joined nodes in the order of their making are two queues that ascend.
private func treeLengths(_ frequencies: [Int]) -> [Int] {
  var lengths = [Int](repeating: 0, count: frequencies.count)
  let leaves = frequencies.indices.filter { frequencies[$0] > 0 }
    .sorted { (frequencies[$0], $0) < (frequencies[$1], $1) }
  if leaves.count == 1 { lengths[leaves[0]] = 1 }
  guard leaves.count > 1 else { return lengths }
  var weights = leaves.map { frequencies[$0] }
  var parents = [Int](repeating: 0, count: 2 * leaves.count - 1)
  var (leaf, node) = (0, leaves.count)
  func takeRarest() -> Int {
    let isLeaf = leaf < leaves.count && (node >= weights.count || weights[leaf] <= weights[node])
    defer { if isLeaf { leaf += 1 } else { node += 1 } }
    return isLeaf ? leaf : node
  }
  for parent in leaves.count..<2 * leaves.count - 1 {
    let (first, second) = (takeRarest(), takeRarest())
    weights.append(weights[first] + weights[second])
    (parents[first], parents[second]) = (parent, parent)
  }
  var depths = [Int](repeating: 0, count: weights.count)
  for index in (0..<weights.count - 1).reversed() { depths[index] = depths[parents[index]] + 1 }
  for (index, symbol) in leaves.enumerated() { lengths[symbol] = depths[index] }
  return lengths
}

/// Package-merge: a symbol of length l is a coin in each of l denominations. At every denomination
/// coins are paired, cheapest first, and the pairs join the coins of the next; a symbol is as long
/// as it is often bought.
///
/// Source: Larmore and Hirschberg, "A fast algorithm for optimal length-limited Huffman codes",
/// J. ACM 37 (1990), DOI 10.1145/79147.79150.
///
/// - Complexity: O(limit² · n), with n ≤ 286 and limit ≤ 15 here.
private func limitedLengths(_ frequencies: [Int], _ limit: Int) -> [UInt8] {
  typealias Coin = (cost: Int, symbols: [Int])
  var lengths = [UInt8](repeating: 0, count: frequencies.count)
  let coins: [Coin] = frequencies.enumerated()
    .filter { $0.element > 0 }
    .map { ($0.element, [$0.offset]) }
    .sorted { ($0.cost, $0.symbols[0]) < ($1.cost, $1.symbols[0]) }
  if coins.count == 1 { lengths[coins[0].symbols[0]] = 1 }
  guard coins.count > 1 else { return lengths }

  var level = coins
  for _ in 1..<limit {
    let pairs: [Coin] = stride(from: 0, to: level.count - 1, by: 2).map {
      (level[$0].cost + level[$0 + 1].cost, level[$0].symbols + level[$0 + 1].symbols)
    }
    level = (coins + pairs).sorted { $0.cost < $1.cost }
  }
  for coin in level.prefix(2 * coins.count - 2) {
    for symbol in coin.symbols { lengths[symbol] += 1 }
  }
  return lengths
}

/// The canonical codes of the given lengths, with their bits in the order of the stream.
///
/// Source: RFC 1951, section 3.2.2.
func huffmanCodes(lengths: [UInt8]) -> [Int] {
  var counts = [Int](repeating: 0, count: 16)
  for length in lengths where length > 0 { counts[Int(length)] += 1 }
  var next = [0]
  for length in 1...15 { next.append((next[length - 1] + counts[length - 1]) << 1) }
  return lengths.map { length in
    defer { next[Int(length)] += 1 }
    return length == 0 ? 0 : reversed(next[Int(length)], bits: Int(length))
  }
}
