using Glia.Doctor.Reference;
using Glia.Programs.Tapes;

namespace Glia.Programs.Reading;

/// <summary>One window of a tape as a graph: which operation made a value, which use it, and what a value really is.</summary>
internal sealed class Graph
{
    // The same numbers, looked at in another way or copied.
    private static readonly HashSet<string> s_views =
    [
        "transpose", "reshape", "ravel", "swapaxes", "squeeze", "copy", "flatten", "astype", "asarray", "array", "asmatrix", "matrix",
        "atleast_2d", "expand_dims", "ascontiguousarray", "asanyarray", "view",
    ];

    /// <summary>The name of a choice between two numbers that are written there, among those of <see cref="Between"/>.</summary>
    public const string Threshold = "threshold";

    private readonly Dictionary<int, Operation> _makers = [];
    private readonly Dictionary<int, List<Operation>> _users = [];

    public Graph(Tape tape, TapeWindow window)
    {
        (Tape, Window) = (tape, window);
        Operations = PartsOfWeights.Apart([.. tape.Operations.Skip(window.From).Take(window.To - window.From)], tape.Values);
        HashSet<int> known = [];
        foreach (Operation operation in Operations)
        {
            foreach (int used in operation.Values.Distinct())
            {
                known.Add(used);
                if (!_users.TryGetValue(used, out var list)) _users[used] = list = [];
                list.Add(operation);
            }
            // A view that is as its array is, or as it was before another view, is that array and not made anew.
            foreach (int made in operation.Results)
                if (known.Add(made)) _makers[made] = operation;
        }
    }

    /// <summary>The tape.</summary>
    public Tape Tape { get; }

    /// <summary>The stretch of it.</summary>
    public TapeWindow Window { get; }

    /// <summary>The operations of the window.</summary>
    public IReadOnlyList<Operation> Operations { get; }

    /// <summary>A value.</summary>
    public TapeValue this[int value] => Tape.Values[value];

    /// <summary>The operation that made a value; null if it was there before the window.</summary>
    public Operation? MakerOf(int value) => _makers.GetValueOrDefault(value);

    /// <summary>The operations that a value was given to.</summary>
    public IReadOnlyList<Operation> UsersOf(int value) => _users.GetValueOrDefault(value) ?? [];

    /// <summary>Whether an operation only looks at its operand in another way.</summary>
    public bool IsView(Operation operation)
    {
        if (operation.Operands is not [{ IsValue: true } first, ..] || operation.Result < 0) return false;
        if (this[first.Value].Length != this[operation.Result].Length) return false;
        return s_views.Contains(operation.Name) || (operation.Name == "getitem" && operation.Values.Count() == 1);
    }

    /// <summary>What a value is a view of, or the value itself.</summary>
    public int Source(int value)
    {
        while (MakerOf(value) is { } maker && IsView(maker)) value = maker.Operands[0].Value;
        return value;
    }

    /// <summary>
    /// What a value is a view or the negative of, and whether it is the negative: <c>-x @ w</c> is <c>(-x) @ w</c> to Python.
    /// </summary>
    public (int Value, bool IsNegated) Unsigned(int value)
    {
        value = Source(value);
        return MakerOf(value) is { Name: "negative", Operands: [{ IsValue: true } of, ..] } ? (Source(of.Value), true) : (value, false);
    }

    /// <summary>Where the array lay that a value is a part of, or the value itself where it was taken before the window.</summary>
    public Stretch Whole(int value)
    {
        for (value = Unsigned(value).Value; MakerOf(value) is { Name: "getitem" } part; value = Source(part.Operands[0].Value)) { }
        return this[value].Memory;
    }

    /// <summary>A value and all views of it that are used in the window.</summary>
    public IEnumerable<int> WithViews(int value)
    {
        yield return value;
        foreach (Operation user in UsersOf(value))
        {
            if (!IsView(user) || user.Operands[0].Value != value) continue;
            foreach (int view in WithViews(user.Result)) yield return view;
        }
    }

    /// <summary>The operations that a value or a view of it was given to, in order, views themselves left out.</summary>
    public IEnumerable<Operation> UsesOf(int value) => WithViews(value).SelectMany(UsersOf).Where(user => !IsView(user))
        .DistinctBy(user => user.Index).OrderBy(user => user.Index);

    /// <summary>The names of the operations that lead from one value to another, views left out; none if it is the same.</summary>
    public IReadOnlyCollection<string> Between(int from, int to)
    {
        HashSet<string> names = [];
        HashSet<int> seen = [Source(from)];
        Stack<int> open = new([to]);
        while (open.TryPop(out int value))
        {
            if (!seen.Add(Source(value)) || MakerOf(Source(value)) is not { } maker) continue;
            // One of two written numbers is no function of what it depends on, however many rows get the same.
            names.Add(maker.Name == "where" && maker.Values.Count() == 1 ? Threshold : maker.Name);
            foreach (int operand in maker.Values) open.Push(operand);
        }
        return names;
    }

    /// <summary>The one number that an operand stands for; null where it is an array.</summary>
    public double? NumberOf(Operand operand) =>
        !operand.IsValue ? (double.IsNaN(operand.Number) ? null : operand.Number)
        : this[operand.Value] is { Length: 1, Contents: { } contents } && this[operand.Value].Shape.Length == 0 ? contents.GetDouble(0)
        : null;

    /// <summary>A value as rows and columns: a vector is one row.</summary>
    /// <exception cref="NotUnderstood">Its numbers were not kept, or it has more than two axes.</exception>
    public Matrix Numbers(int value)
    {
        TapeValue of = this[value];
        if (of.Contents is not { } contents) throw new NotUnderstood("its arrays are larger than the memory set aside for recording");
        return of.Shape.Length switch
        {
            2 => new Matrix(of.Shape[0], of.Shape[1], contents.ToDoubles()),
            < 2 => new Matrix(1, of.Length, contents.ToDoubles()),
            _ => throw new NotUnderstood($"an array with {of.Shape.Length} axes"),
        };
    }
}
