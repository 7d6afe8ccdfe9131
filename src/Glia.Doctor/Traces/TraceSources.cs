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

    private static Finding Named(Finding finding, IReadOnlyDictionary<string, Source> sources) =>
        finding.Where.Parameter is { } array && sources.TryGetValue(array, out Source? source)
            ? finding with { Where = finding.Where with { Source = source } }
            : finding;

    [GeneratedRegex(@"^(?<array>\w+):\s*(?<name>[^,]+?)(?:,\s*(?<file>.+):(?<line>\d{1,9}))?$")]
    private static partial Regex Form();
}
