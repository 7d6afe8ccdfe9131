using System.Globalization;
using System.Text;

namespace Glia.Models;

/// <summary>Predictions as a table: a line a row of the input, in its order.</summary>
internal sealed class PredictionsCsv(ModelPredictions predictions, IReadOnlyList<string>? files)
{
    private static readonly System.Buffers.SearchValues<char> s_quoted = System.Buffers.SearchValues.Create(",\"\r\n");

    /// <summary>
    /// The class of each row in a column <c>class</c>, or of each of its steps in <c>class_1</c>, <c>class_2</c> and so on, 1 or 0 under
    /// each label's name, or the network's outputs in <c>prediction</c>, <c>prediction_2</c> and so on; of several numbers a step
    /// <c>prediction_2_1</c> is the first of the second step.
    /// </summary>
    public string Answers()
    {
        if (predictions.ClassNames is { } names) return Table(["class"], row => [names[predictions.Class(row)]]);
        if (predictions.LabelNames is { } labels)
            return Table(labels, row => predictions.LabelProbabilities(row).Select(share => share > 0.5f ? "1" : "0"));
        if (predictions.StepClassNames is { } classes)
            return Table([.. Steps.Select(step => $"class_{step + 1}")],
                row => Steps.Select(step => classes[predictions.ClassAt(row, step)]));
        int last = predictions.Shape.Last;
        string[] header = predictions.Steps > 1 && last > 1
            ? [.. Steps.SelectMany(step => Enumerable.Range(1, last).Select(i => $"prediction_{step + 1}_{i}"))]
            : [.. Enumerable.Range(1, predictions.Shape.Size).Select(i => i == 1 ? "prediction" : $"prediction_{i}")];
        return Table(header, row => Texts(predictions[row].ToArray()));
    }

    /// <summary>The probability of each class or label under its name; at each of several steps <c>NAME_1</c>, <c>NAME_2</c>.</summary>
    /// <exception cref="GliaException">The network names no classes.</exception>
    public string Probabilities()
    {
        if (predictions.LabelNames is { } labels) return Table(labels, row => Texts(predictions.LabelProbabilities(row)));
        if (predictions.StepClassNames is { } classes)
            return Table([.. Steps.SelectMany(step => classes.Select(name => $"{name}_{step + 1}"))],
                row => Steps.SelectMany(step => Texts(predictions.ProbabilitiesAt(row, step))));
        if (predictions.ClassNames is not { } names)
            throw new GliaException("The network predicts values and no classes, so there are no probabilities; leave out --proba.");
        return Table(names, row => Texts(predictions.Probabilities(row)));
    }

    private IEnumerable<int> Steps => Enumerable.Range(0, predictions.Steps);

    private string Table(IReadOnlyList<string> header, Func<int, IEnumerable<string>> cells)
    {
        var text = new StringBuilder();
        Line(files is null ? header : header.Prepend("file"));
        for (int row = 0; row < predictions.Rows; row++) Line(files is null ? cells(row) : cells(row).Prepend(files[row]));
        return text.ToString();

        void Line(IEnumerable<string> line) => text.AppendJoin(',', line.Select(Cell)).Append('\n');
    }

    private static IEnumerable<string> Texts(float[] values) => values.Select(value => value.ToString("G7", CultureInfo.InvariantCulture));

    private static string Cell(string text) =>
        text.AsSpan().ContainsAny(s_quoted) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
