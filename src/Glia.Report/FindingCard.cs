using System.Text.Json.Nodes;
using Glia.Doctor.Findings;

namespace Glia.Report;

/// <summary>A finding of the doctor as a report shows it, whether it was just made or lies in a run folder.</summary>
public sealed record FindingCard
{
    // Longer lines of a program are cut: nobody reads them beside a finding.
    private const int WidestLine = 200;

    /// <summary>Its code.</summary>
    public required string Code { get; init; }

    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>What it is in one line.</summary>
    public required string Title { get; init; }

    /// <summary><c>error</c>, <c>warning</c> or <c>note</c>.</summary>
    public required string Severity { get; init; }

    /// <summary>How often what is said with this much evidence is right, 0 to 1.</summary>
    public double Confidence { get; init; }

    /// <summary>The place, in words; empty for no particular one.</summary>
    public string Place { get; init; } = "";

    /// <summary>What was seen.</summary>
    public required string Evidence { get; init; }

    /// <summary>What to do.</summary>
    public required string Remedy { get; init; }

    /// <summary>The change in a line; null where no line does it.</summary>
    public string? Change { get; init; }

    /// <summary>What it brings about, in words.</summary>
    public IReadOnlyList<string> Explains { get; init; } = [];

    /// <summary>The figures behind the evidence.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Numbers { get; init; } = [];

    /// <summary>What it was seen in, to be drawn.</summary>
    public IReadOnlyList<Exhibit> Exhibits { get; init; } = [];

    /// <summary>The lines of the program it points at: file, number, text, and where in it the name stands.</summary>
    public IReadOnlyList<SourceLine> Lines { get; init; } = [];

    /// <summary>The experiment that shows that the change helps; null where none does.</summary>
    public ProofCurves? Proof { get; init; }

    /// <summary>A finding as the doctor made it.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="diagnosis">All of them; null while training goes on.</param>
    /// <param name="program">Where the program lies whose lines it names; null if it is no program.</param>
    public static FindingCard Of(Finding finding, Diagnosis? diagnosis = null, string? program = null)
    {
        Where where = finding.Where;
        // A moment alone, such as "update", is what the finding says anyway.
        bool placed = (where.Layer ?? where.Parameter ?? where.Source?.Name) is not null;
        return new FindingCard
        {
            Code = finding.Code,
            Name = finding.Fault.Name,
            Title = finding.Fault.Title,
            Severity = finding.Severity.ToString().ToLowerInvariant(),
            Confidence = finding.Confidence,
            Place = placed ? where.ToString() : "",
            Evidence = finding.Evidence,
            Remedy = finding.Prescription,
            Change = finding.Change,
            Explains = diagnosis is null ? []
                : [.. diagnosis.Findings.Where(other => other.ExplainedBy == finding.Fault)
                    .Select(other => $"{other.Fault.Name} ({other.Code}): {other.Evidence}")],
            Numbers = [.. finding.Numbers],
            Exhibits = finding.Exhibits,
            Lines = program is null ? []
                : [.. new[] { where }.Concat(where.Others).Select(place => place.Source).OfType<Source>().Distinct()
                    .Select(source => SourceLine.Of(program, source, WidestLine)).OfType<SourceLine>()],
            Proof = finding.Proof is { Shows: true } proof ? ProofCurves.Of(proof) : null,
        };
    }

    /// <summary>It as it goes into a run folder.</summary>
    public JsonObject ToJson() => new()
    {
        ["code"] = Code,
        ["name"] = Name,
        ["title"] = Title,
        ["severity"] = Severity,
        ["confidence"] = Confidence,
        ["place"] = Place,
        ["evidence"] = Evidence,
        ["remedy"] = Remedy,
        ["change"] = Change,
        ["numbers"] = new JsonObject(Numbers.Select(number =>
            KeyValuePair.Create(number.Key, double.IsFinite(number.Value) ? (JsonNode?)number.Value : null))),
        ["exhibits"] = new JsonArray([.. Exhibits.Select(exhibit => (JsonNode)exhibit.ToJson())]),
    };

    /// <summary>What <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">One finding of a diagnosis as JSON.</param>
    /// <exception cref="GliaException">It was not written by Glia.</exception>
    public static FindingCard Read(JsonNode? json)
    {
        try
        {
            JsonObject card = json!.AsObject();
            return new FindingCard
            {
                Code = Text("code"),
                Name = Text("name"),
                Title = Text("title"),
                Severity = Text("severity"),
                Confidence = card["confidence"]?.GetValue<double>() ?? double.NaN,
                Place = Text("place"),
                Evidence = Text("evidence"),
                Remedy = Text("remedy"),
                Change = card["change"]?.GetValue<string>(),
                Numbers = [.. (card["numbers"] as JsonObject ?? []).Select(number =>
                    KeyValuePair.Create(number.Key, number.Value?.GetValue<double>() ?? double.NaN))],
                // A run of an earlier version has none.
                Exhibits = [.. (card["exhibits"] as JsonArray ?? []).Select(Exhibit.Read)],
            };

            string Text(string name) => card[name]?.GetValue<string>() ?? "";
        }
        catch (Exception error) when (error is InvalidOperationException or FormatException or NullReferenceException)
        {
            throw new GliaException($"A finding of the run cannot be read ({error.Message.TrimEnd('.')}); train again.", error);
        }
    }
}

/// <summary>The two short runs of a proof.</summary>
/// <param name="Sentence">What was changed, and what the curves show.</param>
/// <param name="Metric">What the curves show.</param>
/// <param name="BeforeName">What the first is called.</param>
/// <param name="Before">The run without the change.</param>
/// <param name="AfterName">What the second is called.</param>
/// <param name="After">The run with it.</param>
public sealed record ProofCurves(
    string Sentence, string Metric, string BeforeName, IReadOnlyList<double> Before, string AfterName, IReadOnlyList<double> After)
{
    internal static ProofCurves Of(Proof proof)
    {
        string also = proof.Also is null ? "" : $", both runs with {proof.Also}";
        // "As it is" is the experiment itself; once something was mended before, only this change is missing.
        string before = proof.Also is null ? "as it is" : "without the change";
        return new ProofCurves($"{proof.Change}{also}: {proof.Metric}", proof.Metric, before, proof.Before, "with the change", proof.After);
    }
}
