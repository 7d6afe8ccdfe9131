using System.Text.Json;
using Glia.Files;
using Glia.Programs.Reading;

namespace Glia.Programs.Frameworks;

/// <summary>Finds the rows that the batches of a step are taken from, prepared as the step has them.</summary>
internal sealed class TorchRows(TorchRecord record)
{
    // Numbers that float arithmetic leaves apart although they are the same.
    private const double Rounding = 1e-5;
    // A few rows tell whether the others are prepared alike. A convention.
    private const int MostLookedFor = 16;

    /// <summary>The loader that a tensor's rows come from; -1 if they come from none.</summary>
    public int Loader { get; private set; } = -1;

    /// <summary>Where the first rows of the step stand among all rows; null where the step has all of them.</summary>
    public List<int>? Found { get; private set; }

    /// <summary>How many rows there are of which every step takes the same part; null where that is not so.</summary>
    public int? Unused { get; private set; }

    /// <summary>All rows that the steps are given.</summary>
    /// <param name="value">The tensor of one step.</param>
    /// <returns>As many numbers a row as the tensor has, and how many rows.</returns>
    /// <exception cref="NotUnderstood">Nobody knows where it is from.</exception>
    public (float[] Values, int Rows) Of(int value)
    {
        int rows = record.Values[value].Shape is [var first, ..] ? first : 1;
        int width = (int)(record.Values[value].Length / Math.Max(1, rows));
        // What takes part in the next step as well is no batch but the whole.
        if (IsWhole(value, itself: true) && record.Values[value].Contents is { } again) return (again.ToSingles(), rows);
        var prepared = new List<Func<float[], float[]>>();
        for (int at = value; ;)
        {
            if (Batch(at) is { } fromLoader) return Checked(value, Prepare(fromLoader, prepared), width);
            if (record.MakerOf(at) is not { } call) break;
            if (TorchLayerReader.IsForm(call) || call.Name is "long" or "int" or "pin_memory" or "to_dense" or "t")
                at = call.Tensors.First();
            else if (call.Name is "__getitem__" or "index_select" or "narrow" && Whole(call.Tensors.First(), width) is { } all)
            {
                // The next step takes the same part: nothing else of it is ever trained on.
                if (all.Length > rows * width && IsTakenAgain(call) && Same(value) is { } part)
                {
                    Unused = all.Length / width;
                    return part;
                }
                return Checked(value, Prepare(all, prepared), width);
            }
            else if (Step(call) is { } step)
            {
                prepared.Insert(0, step);
                at = call.Tensors.First();
            }
            else break;
        }
        return Same(value) ?? throw new NotUnderstood(
            "where the rows of a batch are from: a DataLoader, a part of a tensor and a whole tensor are recognised");
    }

    /// <summary>All rows that are evaluated. A part that was made before the weights moved was held back: it is no batch.</summary>
    /// <param name="value">The tensor of one evaluation.</param>
    /// <returns>As many numbers a row as the tensor has, and how many rows.</returns>
    /// <exception cref="NotUnderstood">Nobody knows where it is from.</exception>
    public (float[] Values, int Rows) OfEvaluation(int value) =>
        record.MakerOf(value) is { } maker && maker.Index < FirstMove
            && record.Values[value] is { Contents: { } own, Shape: [var rows, ..] }
            ? (own.ToSingles(), rows)
            : Of(value);

    private int FirstMove => record.Next("step") is var step and >= 0 ? step : record.Next("backward");

    /// <summary>The tensor itself, where the next step is given the same numbers; null where it is not.</summary>
    /// <param name="value">The tensor of one step.</param>
    public (float[] Values, int Rows)? Same(int value) =>
        IsWhole(value, itself: false) && record.Values[value] is { Contents: { } own, Shape: [var count, ..] }
            ? (own.ToSingles(), count)
            : null;

    private bool IsTakenAgain(TorchOperation call)
    {
        int after = FirstMove;
        return record.Operations.Find(next => next.Index > after && next.Name == call.Name && next.Place == call.Place) is { } again
            && again.Tensors.First() == call.Tensors.First() && again.Said[2].GetRawText() == call.Said[2].GetRawText();
    }

    // A tensor of which rows are taken; one column of several is no choice of rows.
    private float[]? Whole(int value, int width) =>
        record.Values[value] is { Contents: { } all, Shape: [var rows, ..] } of && of.Length == (long)rows * width
            ? all.ToSingles()
            : null;

    // The same call of the next step is given the same numbers.
    private bool IsWhole(int value, bool itself)
    {
        int after = FirstMove;
        return record.Operations.Any(call => call.Index < after && call.Tensors.Contains(value) && IsWhole(value, call, after, itself));
    }

    private bool IsWhole(int value, TorchOperation first, int after, bool itself)
    {
        TorchOperation? next = record.Operations.Find(call => call.Index > after && call.Name == first.Name && call.Place == first.Place);
        int[] then = next is null ? [] : [.. next.Tensors];
        int at = Array.IndexOf([.. first.Tensors], value);
        return at < then.Length && (itself ? then[at] == value
            : record.Values[value].Contents is { } contents && ReferenceEquals(contents, record.Values[then[at]].Contents));
    }

    // Arithmetic with a number, as where pixels are divided by 255.
    private static Func<float[], float[]>? Step(TorchOperation call)
    {
        if (call.Tensors.Count() != 1 || call.Said[2].GetArrayLength() != 2) return null;
        JsonElement literal = call.Said[2].EnumerateArray().FirstOrDefault(part => part.ValueKind == JsonValueKind.Number);
        if (literal.ValueKind != JsonValueKind.Number) return null;
        double by = literal.GetDouble();
        return call.Name switch
        {
            "div" or "__truediv__" or "true_divide" => values => Array.ConvertAll(values, one => (float)(one / by)),
            "mul" or "__mul__" or "__rmul__" => values => Array.ConvertAll(values, one => (float)(one * by)),
            "sub" or "__sub__" => values => Array.ConvertAll(values, one => (float)(one - by)),
            "add" or "__add__" or "__radd__" => values => Array.ConvertAll(values, one => (float)(one + by)),
            _ => null,
        };
    }

    private static float[] Prepare(float[] values, List<Func<float[], float[]>> prepared) =>
        prepared.Aggregate(values, (done, step) => step(done));

    // The rows of a loader, where a batch of it is this tensor.
    private float[]? Batch(int value)
    {
        for (int i = record.Next("batch"); i >= 0; i = record.Next("batch", i + 1))
        {
            int part = 0;
            foreach (JsonElement number in record.Events[i][2].EnumerateArray())
            {
                if (number.GetInt32() == value)
                {
                    JsonElement loader = record.Said.GetProperty("loaders")[record.Events[i][1].GetInt32()];
                    Loader = record.Events[i][1].GetInt32();
                    NdArray?[] parts = [.. loader.GetProperty("parts").EnumerateArray().Select(one => record.Array(one[part]))];
                    if (parts.Length == 0 || parts.Any(one => one is null))
                        throw new NotUnderstood("the rows of the DataLoader, which are more than the memory set aside for recording");
                    return [.. parts.SelectMany(one => one!.ToSingles())];
                }
                part++;
            }
        }
        return null;
    }

    // What was prepared must hold the rows of the step; some of them are looked for.
    private (float[], int) Checked(int value, float[] rows, int width)
    {
        if (record.Values[value].Contents is { } contents && width > 0 && rows.Length % width == 0)
        {
            float[] batch = contents.ToSingles();
            Found = [];
            for (int i = 0; i < Math.Min(batch.Length, MostLookedFor * width); i += width)
            {
                int at = Place(rows, batch.AsSpan(i, width));
                if (at < 0)
                    throw new NotUnderstood("how the rows of a batch are prepared: they are not those of the data they are taken from");
                Found.Add(at);
            }
        }
        return (rows, rows.Length / width);
    }

    private static int Place(float[] rows, ReadOnlySpan<float> row)
    {
        for (int i = 0; i < rows.Length; i += row.Length)
            if (Agrees(rows.AsSpan(i, row.Length), row)) return i / row.Length;
        return -1;
    }

    private static bool Agrees(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        for (int i = 0; i < one.Length; i++)
            if (!(Math.Abs(one[i] - other[i]) <= Rounding * Math.Max(1, Math.Abs(other[i]))) && !one[i].Equals(other[i])) return false;
        return true;
    }
}
