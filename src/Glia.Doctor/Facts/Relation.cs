using Glia.Data;
using Glia.Kernels;

namespace Glia.Doctor.Facts;

/// <summary>
/// How much of the targets three simple learners find in the inputs, each judged on rows it has not seen and against the same learner on
/// shuffled targets: the nearest neighbours, a linear model, and a linear model on random relu features (a network whose first layer is not
/// trained). Each learns when it is first asked.
/// </summary>
internal sealed class Relation
{
    // Beyond so many deviations chance is no explanation: about 1 in 10,000. The explained variance of few features is distributed like
    // chi-squared, whose tail is long where it has few degrees of freedom; 4 (1 + 2/sqrt(k)) stays beyond its 1 in 10,000 for every k.
    private const double NeighbourBound = 4.5, NonlinearBound = 5;

    // Beyond so many deviations something may be there, and by so many more it may be stronger than it looks. Convention.
    private const double Notable = 2.5, More = 3;

    // Two neighbours, one on either side of a row on a line; what more of them have in common is less. Convention.
    private const int Nearest = 2;

    private const int Features = 256;
    private const int FewestRows = 60;
    private const int MostColumns = 10;

    private readonly float[] _x, _wanted, _y;
    private readonly int _width, _columns;
    private readonly bool _classes;
    private readonly Lazy<double> _neighbourZ;
    private readonly Lazy<Learned> _linear, _nonlinear;

    private Relation(float[] x, int rows, int width, float[] wanted, int columns, bool classes)
    {
        (_x, Rows, _width, _wanted, _columns, _classes) = (x, rows, width, wanted, columns, classes);
        _y = Columns.Standardised(wanted, rows, columns, scale: !classes);
        _neighbourZ = new(NeighbourAgreement);
        _linear = new(() => Learn(width <= Features ? x : Project(relu: false), Math.Min(width, Features)));
        _nonlinear = new(() => Learn(Project(relu: true), Features));
    }

    /// <summary>Rows it is measured on.</summary>
    public int Rows { get; }

    /// <summary>The columns of the inputs.</summary>
    public int Inputs => _width;

    /// <summary>
    /// Deviations between the agreement of nearest neighbours and that of shuffled targets; far below 0 is a relation too, as in parity.
    /// </summary>
    public double NeighbourZ => _neighbourZ.Value;

    /// <summary>What a linear model finds.</summary>
    public Learned Linear => _linear.Value;

    /// <summary>What a linear model on random relu features finds.</summary>
    public Learned Nonlinear => _nonlinear.Value;

    /// <summary>Share of right classes by always guessing the most frequent one; NaN for values.</summary>
    public double MajorityAccuracy => _classes ? Columns.Mean(_wanted, Rows, _columns).Max() : double.NaN;

    /// <summary>Whether any of the learners finds something.</summary>
    public bool Exists => Nonlinear.Z > NonlinearBound || Linear.Z > LinearBound || Math.Abs(NeighbourZ) > NeighbourBound;

    /// <summary>
    /// What the better of the two models finds of rows it has not seen, as a share of what there is beyond guessing; 0 where nobody finds
    /// anything.
    /// </summary>
    public double Skill => Exists ? Math.Max(ShareOf(Linear), ShareOf(Nonlinear)) : 0;

    /// <summary>
    /// The share of explained variance that may be there although nothing is told from chance: what would have been told, or what goes with
    /// something that was seen and may still be chance.
    /// </summary>
    public double PossibleSkill =>
        Math.Max(Math.Min(LinearBound * Linear.Chance, NonlinearBound * Nonlinear.Chance), Math.Max(Seen(Linear), Seen(Nonlinear)));

    /// <summary>The model that is right more often, linear or on random relu features.</summary>
    public Learned Better => Linear.Accuracy > Nonlinear.Accuracy ? Linear : Nonlinear;

    /// <summary>How the quarter of the rows of which the better model is surest compares with their labels; null for values.</summary>
    public SureRows? Surest => _classes ? SureRows.Of(Better.Predictions, Rows, _columns, _wanted) : null;

    /// <summary>Takes a sample of a part; null where there are too few rows, or nothing to relate.</summary>
    /// <param name="part">The rows.</param>
    /// <param name="view">What their targets mean.</param>
    /// <param name="without">A column of the inputs that is not looked at; -1 for none.</param>
    public static Relation? Between(Part part, TargetView view, int without = -1)
    {
        Sample sample = part.Sample;
        Targets targets = part.Data.Targets;
        bool sameTargets = view.Minimum == view.Maximum, unfitClasses = view.HasClasses && view.Classes is < 2 or > 100;
        if (sample.Count < FewestRows || view.Kind == TargetKind.Inputs || sameTargets || unfitClasses) return null;
        int columns = view.HasClasses ? view.Classes : Math.Min(targets.Width, MostColumns);
        var wanted = new float[sample.Count * columns];
        for (int i = 0; i < sample.Count; i++)
        {
            if (view.HasClasses) wanted[i * columns + view.Labels[sample.Rows[i]]] = 1;
            else targets[sample.Rows[i]][..columns].CopyTo(wanted.AsSpan(i * columns));
        }
        var (inputs, width) = part.Form.AsColumns(without < 0 ? sample : sample.Without(without));
        return Between(inputs, sample.Count, width, wanted, columns, view.HasClasses);
    }

    /// <summary>Takes rows of inputs and rows of wanted numbers; null where the inputs do not vary.</summary>
    internal static Relation? Between(float[] inputs, int rows, int width, float[] wanted, int columns, bool classes) =>
        Columns.Comparable(inputs, rows, width) is { } x ? new Relation(x, rows, width, wanted, columns, classes) : null;

    private double ShareOf(Learned model) =>
        Math.Max(0, _classes ? (model.Accuracy - MajorityAccuracy) / (1 - MajorityAccuracy) : model.Skill);

    private static double Seen(Learned model) => model.Z > Notable ? (model.Z + More) * model.Chance : 0;

    private double LinearBound => 4 * (1 + 2 / Math.Sqrt(Math.Min(_width, Features) * Math.Max(1, _classes ? _columns - 1 : _columns)));

    private double NeighbourAgreement()
    {
        // Distances cost rows²: fewer rows where they are wide.
        var neighbours = new Neighbours(_x, Math.Min(Rows, _width > 100 ? 1000 : 2000), _width, Nearest);
        var random = new SplitMix(3);
        var agreement = new double[1 + Learned.Shuffles];
        for (int s = 0; s < agreement.Length; s++)
        {
            int[]? order = s == 0 ? null : random.Permutation(neighbours.Rows);
            for (int i = 0; i < neighbours.Rows; i++)
                foreach (int other in neighbours[i]) agreement[s] += Reduce.Dot(Row(order, i), Row(order, other));
        }
        return Learned.Deviations(agreement).Z;

        ReadOnlySpan<float> Row(int[]? order, int row) => _y.AsSpan((order?[row] ?? row) * _columns, _columns);
    }

    private Learned Learn(float[] features, int count) =>
        Learned.From(new Ridge(features, Rows, count), _y, Rows, _columns, _classes ? _wanted : null);

    // Directions of random signs: as good as normal ones (Achlioptas, JCSS 2003) and cheaper.
    private float[] Project(bool relu)
    {
        var random = new SplitMix(relu ? 4UL : 5UL);
        var directions = new float[_width * Features];
        float size = (float)(1 / Math.Sqrt(_width));
        for (int i = 0; i < directions.Length; i += 64)
        {
            ulong bits = random.Next();
            for (int k = i; k < Math.Min(i + 64, directions.Length); k++, bits >>= 1) directions[k] = (bits & 1) == 0 ? size : -size;
        }
        if (_width < 16)
            for (int i = 0; i < directions.Length; i++) directions[i] = size * (float)random.Normal();
        var offsets = new float[Features];
        for (int j = 0; j < Features; j++) offsets[j] = relu ? (float)random.Normal() : 0;
        var features = new float[Rows * Features];
        Gemm.Multiply(Workers.Single, new Matrix(_x, Rows, _width), new Matrix(directions, _width, Features), features, offsets);
        if (relu)
            for (int i = 0; i < features.Length; i++) features[i] = MathF.Max(0, features[i]);
        return features;
    }
}
