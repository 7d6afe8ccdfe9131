namespace Glia.Doctor.Findings;

/// <summary>A fault or a symptom of the catalogue: what it is called, what it causes, and how to mend it.</summary>
/// <param name="Code"><c>GLIA075</c> for fault 75, <c>GLIAS16</c> for symptom 16.</param>
/// <param name="Family">Where in the work it is made; decides the order among equals.</param>
/// <param name="Name">Two to six words: <c>stale forward pass in evaluation</c>.</param>
/// <param name="Title">One line that a tired person understands.</param>
/// <param name="Remedy">The usual prescription; a finding may give a more exact one.</param>
/// <param name="Explains">Codes of what this fault brings about, separated by blanks: those are folded under it.</param>
public sealed record Fault(string Code, Family Family, string Name, string Title, string Remedy, string Explains = "")
{
    private readonly HashSet<string> _explains = [.. Explains.Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Every fault and symptom that the doctor knows, by code.</summary>
    public static IReadOnlyList<Fault> All => Faults.All;

    /// <summary>Makes the rule that judges it; null where only those report it who read what a number is.</summary>
    internal Func<Rule>? JudgedBy { get; init; }

    /// <summary>What shows it, the first to look at first.</summary>
    internal IReadOnlyList<ExhibitKind> Shows { get; init; } = [];

    /// <summary>
    /// Whether twins try its repair in a run that learns although nothing was suspected. What the steps and the start do to a run shows
    /// only there.
    /// </summary>
    internal bool TriedUnsuspected { get; init; } = Family is Family.Optimization or Family.Initialization;

    /// <summary>Whether it caps what can be learned at most, which in a long run shows late.</summary>
    internal bool ShowsLate { get; init; }

    /// <summary>Whether its repair is never made together with others, because it costs many times a step.</summary>
    internal bool MendedAlone { get; init; }

    /// <summary>The fault or symptom with this code; null if there is none.</summary>
    /// <param name="code"><c>GLIA075</c> in any case; <c>75</c> and <c>F75</c> will do, and <c>S16</c> for a symptom.</param>
    public static Fault? Find(string code)
    {
        string name = code.Trim().ToUpperInvariant();
        if (!name.StartsWith("GLIA", StringComparison.Ordinal))
            name = int.TryParse(name.TrimStart('F'), out int number) ? $"GLIA{number:000}" : $"GLIA{name}";
        return All.FirstOrDefault(fault => fault.Code == name);
    }

    /// <summary>Its page of docs/findings as Markdown, which the library carries; null for a symptom, which has none.</summary>
    public string? ReadPage()
    {
        using Stream? page = typeof(Fault).Assembly.GetManifestResourceStream($"findings/{Code}.md");
        return page is null ? null : new StreamReader(page).ReadToEnd();
    }

    /// <summary>Whether the other fault or symptom can be a consequence of this one.</summary>
    /// <param name="other">The fault that may be a consequence.</param>
    public bool CanExplain(Fault other) => _explains.Contains(other.Code[4..]);

    /// <summary>A finding with observed or certain harm.</summary>
    /// <param name="grade">How sure it is.</param>
    /// <param name="where">What it is about: a layer, a parameter, a phase of training.</param>
    /// <param name="evidence">What was seen, in numbers of the subject.</param>
    /// <param name="prescription">What to do in this very case; the fault's own remedy if null.</param>
    /// <param name="numbers">The figures of the evidence by their names, for programs.</param>
    public Finding Error(Grade grade, Where where, string evidence, string? prescription = null,
        params ReadOnlySpan<(string Name, double Value)> numbers) =>
        Make(Severity.Error, grade, where, evidence, prescription, numbers);

    /// <summary>A finding that is often harmful but was not seen to be here.</summary>
    /// <param name="grade">How sure it is.</param>
    /// <param name="where">What it is about: a layer, a parameter, a phase of training.</param>
    /// <param name="evidence">What was seen, in numbers of the subject.</param>
    /// <param name="prescription">What to do in this very case; the fault's own remedy if null.</param>
    /// <param name="numbers">The figures of the evidence by their names, for programs.</param>
    public Finding Warning(Grade grade, Where where, string evidence, string? prescription = null,
        params ReadOnlySpan<(string Name, double Value)> numbers) =>
        Make(Severity.Warning, grade, where, evidence, prescription, numbers);

    /// <summary>A remark.</summary>
    /// <param name="grade">How sure it is.</param>
    /// <param name="where">What it is about: a layer, a parameter, a phase of training.</param>
    /// <param name="evidence">What was seen, in numbers of the subject.</param>
    /// <param name="prescription">What to do in this very case; the fault's own remedy if null.</param>
    /// <param name="numbers">The figures of the evidence by their names, for programs.</param>
    public Finding Note(Grade grade, Where where, string evidence, string? prescription = null,
        params ReadOnlySpan<(string Name, double Value)> numbers) =>
        Make(Severity.Note, grade, where, evidence, prescription, numbers);

    private Finding Make(Severity severity, Grade grade, Where where, string evidence, string? prescription,
        ReadOnlySpan<(string Name, double Value)> numbers)
    {
        var byName = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var (name, value) in numbers) byName[name] = value;
        return new Finding(this, severity, grade, where, evidence, prescription ?? Remedy) { Numbers = byName };
    }
}
