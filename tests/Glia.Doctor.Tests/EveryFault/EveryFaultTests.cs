using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Glia.Doctor.Findings;

using Glia.Doctor.Tests.Rules;
using Glia.Tests.Shared;

namespace Glia.Doctor.Tests.EveryFault;

/// <summary>Every fault that can be decided: named first where it is present, and absent from a twin that is healthy.</summary>
public partial class EveryFaultTests
{
    // Two tests look at the sick half of each pair; it is examined once.
    private static readonly ConcurrentDictionary<string, Lazy<Diagnosis>> Sick = new();

    public static TheoryData<string> Names => [.. FaultPair.All.Select(pair => pair.Name)];

    [Theory, MemberData(nameof(Names))]
    public void A_present_fault_is_named_first(string name)
    {
        FaultPair pair = Find(name);
        Diagnosis diagnosis = Examined(pair);
        Assert.True(diagnosis.Findings is [{ } first, ..] && first.Fault == pair.Fault,
            $"expected {pair.Fault.Code} first:\n{Verdicts.Text(diagnosis)}");
        // The second line of a page says how severe the fault can be.
        string severities = pair.Fault.ReadPage()!.Split('\n')[2].Split('·')[1];
        Assert.Contains($"{diagnosis.Findings[0].Severity}", severities, StringComparison.OrdinalIgnoreCase);
        // Formal mistakes of a recorded step are errors only where a trained copy learns less, and these subjects are easily learned.
        bool mayDoNoHarm = !severities.Contains("error", StringComparison.Ordinal)
            || severities.Contains("a trained copy learns less", StringComparison.Ordinal);
        Assert.True(diagnosis.Verdict == Verdict.Sick || mayDoNoHarm, $"expected sick:\n{Verdicts.Text(diagnosis)}");
    }

    [Theory, MemberData(nameof(Names))]
    public void Its_sentences_are_the_same_in_every_culture(string name)
    {
        FaultPair pair = Find(name);
        Assert.Equal(WithoutSubject(Examined(pair)), WithoutSubject(CommaCulture.Run(() => pair.Examine(true))));
    }

    [Theory, MemberData(nameof(Names))]
    public void What_it_was_seen_in_can_be_drawn(string name)
    {
        FaultPair pair = Find(name);
        Finding first = Examined(pair).Findings[0];
        Assert.True(first.Exhibits.Count > 0 || pair.Fault.Shows.Count == 0,
            $"{pair.Fault.Code} shows {string.Join(", ", pair.Fault.Shows)} and nothing was measured");
        foreach (Exhibit exhibit in first.Exhibits)
        {
            Assert.True((exhibit.Names.Count == 0) != (exhibit.Along.Count == 0), $"{exhibit.Kind} is of things or along numbers");
            Assert.All(exhibit.Series, series => Assert.Equal(Math.Max(exhibit.Names.Count, exhibit.Along.Count), series.Values.Count));
            Assert.Contains(exhibit.Series.SelectMany(series => series.Values), double.IsFinite);
            Assert.Equal(exhibit.Along.Order(), exhibit.Along);
            if (exhibit.AreShares) Assert.All(exhibit.Series.SelectMany(series => series.Values), value =>
                Assert.True(double.IsNaN(value) || value is >= 0 and <= 1));
        }
        // A gradient that is another one does not lie on the diagonal.
        if (first.Exhibits.FirstOrDefault(exhibit => exhibit.Kind == ExhibitKind.GradientPairs) is not { } pairs) return;
        IReadOnlyList<double> right = pairs.Along.Count > 0 ? pairs.Along : pairs.Series[1].Values;
        Assert.Contains(right.Zip(pairs.Series[0].Values), pair => Math.Abs(pair.First - pair.Second) > 0.01 * right.Max(Math.Abs));
    }

    [Theory, MemberData(nameof(Names))]
    public void Its_twin_is_healthy(string name)
    {
        FaultPair pair = Find(name);
        Diagnosis diagnosis = pair.Examine(false);
        Assert.True(diagnosis.Verdict == Verdict.Healthy && diagnosis.Findings.All(finding => finding.Fault != pair.Fault),
            $"expected healthy and no {pair.Fault.Code}:\n{Verdicts.Text(diagnosis)}");
    }

    [Fact]
    public void No_fault_that_has_a_page_is_left_out()
    {
        var pages = Directory.GetFiles(Folder(), "GLIA*.md").Select(file => Path.GetFileNameWithoutExtension(file));
        Assert.Equal(pages.Order(StringComparer.Ordinal), FaultPair.All.Select(pair => pair.Fault.Code).Distinct()
            .Order(StringComparer.Ordinal));
    }

    private static Diagnosis Examined(FaultPair pair) => Sick.GetOrAdd(pair.Name, _ => new Lazy<Diagnosis>(() => pair.Examine(true))).Value;

    private static FaultPair Find(string name) => FaultPair.All.Single(pair => pair.Name == name);

    // A subject may be a file in a folder that is made anew for each examination.
    private static string WithoutSubject(Diagnosis diagnosis) =>
        diagnosis.ToJson().Replace(diagnosis.Subject, "subject", StringComparison.Ordinal);

    private static string Folder([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "../../../docs/findings");
}
