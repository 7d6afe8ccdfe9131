using Glia.Data;

namespace Glia.Metrics;

/// <summary>
/// How much of the targets' variance the answers explain: 1 - sum (t - o)^2 / sum (t - mean t)^2, averaged over the columns; 1 is perfect,
/// 0 as good as always answering the mean. Keras' <c>R2Score</c>. A column without variance has 1 where it is answered exactly, else 0,
/// as in scikit-learn.
/// </summary>
/// <param name="name">What a history calls it.</param>
public sealed class R2Score(string name = "r2_score") : Metric
{
    private double[] _errors = [], _means = [], _squares = [];
    private long _answers;

    /// <inheritdoc/>
    public override string Name => name;

    /// <summary>Whether the targets of any column vary; where none does there is nothing to explain.</summary>
    public bool TargetsVary => _squares.Any(square => square > 0);

    /// <inheritdoc/>
    public override double Value => _errors.Zip(_squares, Explained).Average();

    /// <inheritdoc/>
    public override void Begin(Targets targets, Shape output)
    {
        int columns = output.Last;
        (_errors, _means, _squares, _answers) = (new double[columns], new double[columns], new double[columns], 0);
    }

    /// <inheritdoc/>
    public override void Add(in Tensor outputs, in Tensor targets)
    {
        int columns = _errors.Length;
        ReadOnlySpan<float> answers = outputs.Values, truth = targets.Values;
        for (int at = 0; at < answers.Length; at += columns)
        {
            _answers++;
            for (int c = 0; c < columns; c++)
            {
                double target = truth[at + c], error = target - answers[at + c], distance = target - _means[c];
                _errors[c] += error * error;
                // Welford (Technometrics, 1962): large targets of small variance keep their digits.
                _means[c] += distance / _answers;
                _squares[c] += distance * (target - _means[c]);
            }
        }
    }

    private static double Explained(double error, double square)
    {
        if (square > 0) return 1 - error / square;
        return error == 0 ? 1 : 0;
    }
}
