using System.Globalization;
using System.Text;

namespace Glia.Checking;

/// <summary>What a gradient check saw; <see cref="ToString"/> says it.</summary>
public sealed class GradientReport
{
    private readonly List<GradientArray> _arrays = [];
    private readonly List<string> _broken = [];
    private readonly string _conditions;

    internal GradientReport(string subject, Shape shape, int rows)
    {
        Subject = subject;
        _conditions = $"{rows} {(rows == 1 ? "row" : "rows")} of {shape.Spoken}";
    }

    /// <summary>What was checked: <c>layer 'scale' (Scale)</c>.</summary>
    public string Subject { get; }

    /// <summary>The gradients that are wrong, one entry an array.</summary>
    public IReadOnlyList<GradientMismatch> Mismatches => [.. _arrays.Select(a => a.Mismatch).OfType<GradientMismatch>()];

    /// <summary>
    /// What else a workspace could not rely on, one sentence each: memory that is read too late, a gradient that is not written.
    /// </summary>
    public IReadOnlyList<string> Broken => _broken;

    /// <summary>How many numbers were compared with differences.</summary>
    public int Compared => _arrays.Sum(a => a.Compared);

    /// <summary>How many numbers could not be, because the function has a kink there or float32 has too few digits.</summary>
    public int Undecided => _arrays.Sum(a => a.Undecided);

    /// <summary>Whether something was compared and nothing is wrong.</summary>
    public bool IsRight => Compared > 0 && _broken.Count == 0 && _arrays.TrueForAll(a => a.Mismatch is null);

    /// <summary>Whether something is wrong. Neither this nor <see cref="IsRight"/> holds where nothing could be compared.</summary>
    public bool IsWrong => _broken.Count > 0 || _arrays.Exists(a => a.Mismatch is not null);

    /// <summary>What is wrong in one sentence; null if nothing is.</summary>
    public string? FirstFault => !IsWrong ? null : Mismatches.Count > 0 ? Mismatches[0].ToString() : _broken[0];

    /// <summary>The check in words: what was compared, and every array that is wrong with its worst number.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        string verdict = IsWrong ? "WRONG" : IsRight ? "right" : "not decided";
        text.Append(CultureInfo.InvariantCulture, $"Gradient check of {Subject} on {_conditions}: {verdict}.");
        int all = Compared + Undecided;
        if (all > 0) text.Append(CultureInfo.InvariantCulture, $" {Compared} of {all} numbers were compared with central differences");
        if (Undecided > 0) text.Append(CultureInfo.InvariantCulture, $"; of {Undecided} a kink or the digits of float32 left it open");
        if (all > 0) text.Append('.');
        foreach (GradientMismatch mismatch in Mismatches) text.Append("\n  ").Append(mismatch);
        foreach (string sentence in _broken) text.Append("\n  ").Append(sentence);
        return text.ToString();
    }

    internal void Add(GradientArray array) => _arrays.Add(array);

    internal void Break(string sentence) => _broken.Add(sentence);
}

/// <summary>One array that was compared.</summary>
internal sealed record GradientArray(string Name, int Compared, int Undecided, GradientMismatch? Mismatch);

/// <summary>A gradient that is wrong, at the number where it is furthest off.</summary>
/// <param name="Array">Whose gradient: <c>input</c>, <c>output</c> (of a loss), or a parameter's name.</param>
/// <param name="Place">Which number of it, axis by axis; of inputs and outputs the row first.</param>
/// <param name="Expected">The difference quotient.</param>
/// <param name="Found">What the backward pass gave.</param>
public sealed record GradientMismatch(string Array, string Place, double Expected, double Found)
{
    /// <summary>
    /// The cosine of the angle between what was found and the quotients: 1 for the same direction, 0 across, -1 for the opposite; NaN where
    /// one of them is zero.
    /// </summary>
    public double Agreement { get; init; }

    /// <summary>How many numbers of the array are wrong.</summary>
    public int Wrong { get; init; }

    /// <summary>How many were compared.</summary>
    public int Compared { get; init; }

    /// <summary>What all of them are multiplied by, where one factor explains them: -1 is the wrong sign. Else null.</summary>
    public double? Factor { get; init; }

    /// <summary>
    /// The mismatch in words: <c>kernel[3, 1]: expected 0.412, found -0.412 (12 of 12 are wrong; each is -1 times what it should be)</c>.
    /// </summary>
    public override string ToString()
    {
        string factor = Factor switch
        {
            null => "",
            var f when Math.Abs(f.Value) < 1e-6 => "; all are 0",
            var f => $"; each is {f.Value:0.###} times what it should be",
        };
        // The check fills every gradient with NaN before the backward pass.
        string found = double.IsNaN(Found) ? "found no number: it is not written, or only added to what was there"
            : $"found {Found:G5}";
        string expected = $"{Array}[{Place}]: expected {Expected:G5}";
        return $"{expected}, {found} ({Wrong} of {Compared} are wrong{factor})";
    }
}
