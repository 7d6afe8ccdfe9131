using Glia.Programs.Frameworks;

namespace Glia.Programs.Tapes;

/// <summary>What a program computed while it was recorded.</summary>
internal sealed record Tape
{
    /// <summary>The values, by number.</summary>
    public required IReadOnlyList<TapeValue> Values { get; init; }

    /// <summary>The operations in the order in which they happened.</summary>
    public required IReadOnlyList<Operation> Operations { get; init; }

    /// <summary>The stretches in which everything was recorded.</summary>
    public required IReadOnlyList<TapeWindow> Windows { get; init; }

    /// <summary>Chains of the program's lines, innermost first, by number.</summary>
    public required IReadOnlyList<Statement[]> Places { get; init; }

    /// <summary>
    /// The arrays in sight where something was first computed: by place, the expressions that reach them and their values then.
    /// </summary>
    public required IReadOnlyDictionary<int, IReadOnlyDictionary<string, int>> Scopes { get; init; }

    /// <summary>Whether the program has no arrays, and its own numbers were watched.</summary>
    public bool IsPlain { get; init; }

    /// <summary>What of its own numbers was not understood; null where they were not watched, or a step was found.</summary>
    public NumbersUnread? Unread { get; init; }

    /// <summary>Whether PyTorch's tensors were multiplied and none of its gradients asked for.</summary>
    public bool IsOfTensors { get; init; }

    /// <summary>How it ended: <c>finished</c>, <c>enough</c>, <c>limit</c>, <c>failed</c>, or <c>exited</c> with a code.</summary>
    public required string Ended { get; init; }

    /// <summary>The last line of the program's own traceback, where it failed; the code, or what it said, where it exited.</summary>
    public string? Error { get; init; }

    /// <summary>The file that it failed for want of, as it names it; null where that is not why.</summary>
    public string? MissingFile => Ended == "failed" && Error is { } error && error.StartsWith("FileNotFoundError", StringComparison.Ordinal)
        && error.Split('\'') is [_, var file, _] ? file : null;

    /// <summary>The program's line at which it failed.</summary>
    public int? ErrorLine { get; init; }

    /// <summary>How often the program came by the first product of its training.</summary>
    public int Anchors { get; init; }

    /// <summary>What it went on to do, where it has no arrays and a step was found; null elsewhere.</summary>
    public Followed? Followed { get; init; }

    /// <summary>Units with a threshold, in the order in which they were trained; none where steps have gradients.</summary>
    public IReadOnlyList<ThresholdUnit> Thresholds { get; init; } = [];

    /// <summary>The loops around its training.</summary>
    public TrainingLoops Training { get; init; } = new(-1, 0, []);

    /// <summary>
    /// By the place at which arrays were made once the training was known: how often the program had come by the first product of its
    /// training each time, the first times only.
    /// </summary>
    public IReadOnlyDictionary<int, int[]> Births { get; init; } = new Dictionary<int, int[]>();

    /// <summary>How many arrays there was no memory for.</summary>
    public int LeftOut { get; init; }

    /// <summary>What libraries that train networks were asked to do.</summary>
    public IReadOnlyList<LibraryRecord> Libraries { get; init; } = [];

    /// <summary>The statement an operation belongs to; null where no line of the program is known.</summary>
    public Statement? StatementOf(Operation operation) => Places[operation.Place] is [var innermost, ..] ? innermost : null;

    /// <summary>
    /// The innermost statement that gives what an operation made a name: what a function returns is named by whoever called it.
    /// </summary>
    public Statement? NamedStatementOf(Operation operation) => NamedStatementAt(operation.Place);

    /// <summary>The same of a place.</summary>
    public Statement? NamedStatementAt(int place) =>
        Places[place].FirstOrDefault(statement => statement.Targets.Length > 0) ?? Places[place].FirstOrDefault();
}
