using System.Text.Json.Nodes;

namespace Glia.Doctor.Findings;

/// <summary>One thing the doctor says: what, how sure, where, why it thinks so, and what to do.</summary>
/// <param name="Fault">The fault or symptom it names.</param>
/// <param name="Severity">How much it matters here.</param>
/// <param name="Grade">How sure it is.</param>
/// <param name="Where">The place.</param>
/// <param name="Evidence">One sentence in the user's own numbers.</param>
/// <param name="Prescription">One sentence that can be acted on.</param>
public sealed record Finding(Fault Fault, Severity Severity, Grade Grade, Where Where, string Evidence, string Prescription)
{
    /// <summary>The figures behind the evidence, by name.</summary>
    public IReadOnlyDictionary<string, double> Numbers { get; init; } = new SortedDictionary<string, double>(StringComparer.Ordinal);

    /// <summary>
    /// The change as one line of a Keras program, or of an experiment file: <c>Dense(1, activation="sigmoid")</c>;
    /// null where no line does it.
    /// </summary>
    public string? Change { get; init; }

    /// <summary>What it was seen in, to be drawn; empty where nothing was measured that can be.</summary>
    public IReadOnlyList<Exhibit> Exhibits { get; init; } = [];

    /// <summary>The experiment that shows the prescription works, if one was made.</summary>
    public Proof? Proof { get; init; }

    /// <summary>The finding that causes this one; such a finding is shown folded under it, as a note.</summary>
    public Fault? ExplainedBy { get; init; }

    /// <summary>The measured precision of the grade, 0 to 1: how often what was said at this grade was right.</summary>
    public double Confidence => GradePrecision.Of(Grade);

    /// <summary>The finding as it stands in the JSON of a diagnosis.</summary>
    public JsonObject ToJson() => DiagnosisJson.Tree(this);

    /// <summary>The fault's code: <c>GLIA075</c>.</summary>
    public string Code => Fault.Code;
}
