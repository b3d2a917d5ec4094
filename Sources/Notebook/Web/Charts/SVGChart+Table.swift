extension SVGChart {
  /// The numbers as a table: a row a point or a bar.
  var table: String {
    let first = bars.first?.labels == nil ? (chart.x.label.isEmpty ? "place" : chart.x.label) : ""
    var rows: [(key: String, cells: [String])] = []
    var index: [String: Int] = [:]
    for (column, series) in chart.series.enumerated() {
      for i in series.ys.indices {
        let key = series.labels.map { $0[i] } ?? name(series, i) + SVGShape.shown(series.xs[i])
        // Scattered points may share a place; then each has a row of its own.
        let isFree = index[key].map { rows[$0].cells[column].isEmpty } ?? false
        if !isFree {
          index[key] = rows.count
          rows.append((key, Array(repeating: "", count: chart.series.count)))
        }
        rows[index[key] ?? 0].cells[column] = cell(series, i)
      }
    }
    let names = chart.series.map { series in
      series.name.isEmpty ? chart.y.label : series.name
    }
    let head = ([first] + names).map { "<th scope=\"col\">\(HTMLText.mathematics($0))</th>" }
    let body = rows.map { row in
      "<tr><th scope=\"row\">\(HTMLText.mathematics(row.key))</th>"
        + row.cells.map { "<td class=\"number\">\(HTMLText.number($0))</td>" }.joined() + "</tr>"
    }
    return "<table><thead><tr>\(head.joined())</tr></thead><tbody>\n\(body.joined(separator: "\n"))"
      + "</tbody></table>"
  }

  /// The name of a point, where it has one, before its place.
  private func name(_ series: Series, _ i: Int) -> String {
    series.names.isEmpty || series.names[i].isEmpty ? "" : series.names[i] + ": "
  }

  private func cell(_ series: Series, _ i: Int) -> String {
    let error = series.errors.isEmpty ? "" : " ± " + SVGShape.shown(series.errors[i])
    return SVGShape.shown(series.ys[i]) + error
  }
}
