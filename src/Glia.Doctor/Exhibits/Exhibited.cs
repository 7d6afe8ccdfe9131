using Glia.Doctor.Findings;

namespace Glia.Doctor.Exhibits;

/// <summary>
/// Gives findings what they were seen in. A fault says what shows it (<see cref="Fault.Shows"/>); what it brings about was seen as well,
/// and is shown with it. What only the rule saw stands in the finding already.
/// </summary>
internal static class Exhibited
{
    // More pictures beside one finding are not looked at. Convention.
    private const int Most = 3;

    /// <summary>Findings with their exhibits.</summary>
    /// <param name="findings">The findings, ranked.</param>
    /// <param name="sources">What was measured, the first to ask first.</param>
    public static IReadOnlyList<Finding> Of(IReadOnlyList<Finding> findings, IReadOnlyList<IExhibits> sources) => sources.Count == 0
        ? findings
        : [.. findings.Select(finding => finding with
        {
            Exhibits =
            [
                .. finding.Exhibits
                    .Concat(Kinds(finding, findings).Select(kind => First(kind, sources)).OfType<Exhibit>())
                    .DistinctBy(exhibit => exhibit.Kind).Take(Most),
            ],
        })];

    private static IEnumerable<ExhibitKind> Kinds(Finding finding, IReadOnlyList<Finding> findings) => finding.Fault.Shows
        .Concat(findings.Where(other => other.ExplainedBy == finding.Fault).SelectMany(other => other.Fault.Shows)).Distinct();

    private static Exhibit? First(ExhibitKind kind, IReadOnlyList<IExhibits> sources) =>
        sources.Select(source => source.Of(kind)).FirstOrDefault(exhibit => exhibit is not null);
}
