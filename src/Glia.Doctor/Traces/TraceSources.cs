using System.Globalization;
using System.Text.RegularExpressions;
using Glia.Doctor.Findings;

namespace Glia.Doctor.Traces;

/// <summary>
/// Reads what the arrays of a trace are called in their program and which line makes them: <c>grad_w2: dW2, net.py:67</c>.
/// </summary>
internal static partial class TraceSources
{
    public static IReadOnlyDictionary<string, Source> Read(TraceArrays from)
    {
        var sources = new Dictionary<string, Source>();
        foreach (string text in from.Texts("sources") ?? [])
        {
            if (Form().Match(text) is not { Success: true } match)
                throw from.Wrong($"sources holds '{text}'; write the array, its name in the program and its line: grad_w2: dW2, net.py:67");
            bool placed = int.TryParse(match.Groups["line"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int line);
            sources[match.Groups["array"].Value] =
                new(match.Groups["name"].Value.Trim(), placed ? match.Groups["file"].Value : null, placed ? line : null);
        }
        return sources;
    }

    /// <summary>The same findings with the program's own names and lines.</summary>
    public static Diagnosis Named(Diagnosis diagnosis, IReadOnlyDictionary<string, Source> sources) =>
        sources.Count == 0
            ? diagnosis
            : diagnosis with { Findings = [.. diagnosis.Findings.Select(finding => Named(finding, sources))] };

    // What is said about the start of weights points at the line that makes them, everything else at the one that changes them.
    private static Finding Named(Finding finding, IReadOnlyDictionary<string, Source> sources) => finding with
    {
        Where = Named(finding.Where, sources) with { Others = [.. finding.Where.Others.Select(other => Named(other, sources))] },
    };

    private static Where Named(Where where, IReadOnlyDictionary<string, Source> sources)
    {
        if (where.Parameter is not { } array) return where;
        Source? source = null;
        if (where.Phase == Phases.Initialization) sources.TryGetValue($"{array}_start", out source);
        if (source is null && !sources.TryGetValue(array, out source)) return where;
        return where with { Source = source };
    }

    [GeneratedRegex(@"^(?<array>\w+):\s*(?<name>[^,]+?)(?:,\s*(?<file>.+):(?<line>\d{1,9}))?$")]
    private static partial Regex Form();
}
