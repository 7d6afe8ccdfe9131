using Glia.Doctor.HandWritten;
using Glia.Random;

namespace HandWritten;

/// <summary>
/// The network of the question "my network always predicts the same class", line by line in C#: 784-200-200-10, relu, softmax,
/// backpropagation by hand, one random sample a step. It keeps the activations of the last training sample in fields, as the original does.
/// </summary>
public sealed class OriginNetwork : IHandWrittenNetwork<double>
{
    private const int Inputs = 784, Hidden = 200, Classes = 10;

    private readonly OriginFaults _faults;
    private readonly RandomState _random;
    private readonly double[][] _w1, _w2, _w3, _dw1 = Zeros(Inputs, Hidden), _dw2 = Zeros(Hidden, Hidden), _dw3 = Zeros(Hidden, Classes);
    private readonly double[] _b1, _b2, _b3;
    private double[] _x = [], _layer1 = [], _layer2 = [], _output = [], _d1 = [], _d2 = [], _d3 = [];

    /// <summary>A fresh network with some of the faults.</summary>
    public OriginNetwork(OriginFaults faults, uint seed = 1)
    {
        (_faults, _random) = (faults, new RandomState(seed));
        (_w1, _w2, _w3) = (Weights(Inputs, Hidden), Weights(Hidden, Hidden), Weights(Hidden, Classes));
        (_b1, _b2, _b3) = (Biases(Hidden), Biases(Hidden), Biases(Classes));
        LearningRate = faults.HasFlag(OriginFaults.TinyRate) ? 1e-6 : 0.01;
    }

    /// <summary>1e-6 as posted.</summary>
    public double LearningRate { get; }

    /// <summary>One "epoch": 2,000 random samples.</summary>
    public void Train(double[][] x, double[][] y, int steps = 2000)
    {
        for (int step = 0; step < steps; step++)
        {
            int i = (int)_random.RandInt(0, x.Length);
            FeedForward(x[i]);
            BackPropagation(y[i]);
            Update();
        }
    }

    /// <summary>The share of validation rows whose class is predicted.</summary>
    public double Accuracy(double[][] x, double[][] y)
    {
        int correct = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double[] prediction;
            if (_faults.HasFlag(OriginFaults.StaleAccuracy))
            {
                // As posted: the row goes into a local, the next layer takes the activations of the training step, and what is judged is
                // the output of the training step.
                _ = Relu(Affine(x[i], _w1, _b1));
                _ = Relu(Affine(_layer1, _w2, _b2));
                prediction = _output;
            }
            else
            {
                double[] layer1 = Relu(Affine(x[i], _w1, _b1)), layer2 = Relu(Affine(layer1, _w2, _b2));
                prediction = Softmax(Affine(layer2, _w3, _b3));
            }
            if (ArgMax(prediction) == ArgMax(y[i])) correct++;
        }
        return (double)correct / x.Length;
    }

    /// <summary>The cross-entropy. Nothing in the program ever calls it.</summary>
    public double CrossEntropy(double[] prediction, double[] target)
    {
        double sum = 0;
        for (int j = 0; j < Classes; j++)
        {
            // y @ log(p).T + (1 - y) @ log(1 - p).T: for one sample, a sum over all classes.
            double p = Math.Clamp(prediction[j], 1e-12, 1 - 1e-12);
            sum -= target[j] * Math.Log(p);
            if (_faults.HasFlag(OriginFaults.BinaryCrossEntropy)) sum -= (1 - target[j]) * Math.Log(1 - p);
        }
        return sum;
    }

    private void FeedForward(double[] x)
    {
        _x = x;
        _layer1 = Relu(Affine(x, _w1, _b1));
        _layer2 = Relu(Affine(_layer1, _w2, _b2));
        _output = Softmax(Affine(_layer2, _w3, _b3));
    }

    private void BackPropagation(double[] y)
    {
        _d3 = [.. _output.Zip(y, (p, t) => p - t)];
        _d2 = ReluDerivative(Upstream(_d3, _w3), _layer2);
        _d1 = ReluDerivative(Upstream(_d2, _w2), _layer1);
        Outer(_layer2, _d3, _dw3);
        Outer(_layer1, _d2, _dw2);
        Outer(_x, _d1, _dw1);
    }

    /// <summary>w = w - rate * gradient.</summary>
    public void Update()
    {
        Subtract(_w1, _dw1, _x, _b1, _d1);
        Subtract(_w2, _dw2, _layer1, _b2, _d2);
        Subtract(_w3, _dw3, _layer2, _b3, _d3);
    }

    private double[] ReluDerivative(double[] gradient, double[] activation) => _faults.HasFlag(OriginFaults.ReluMask)
        ? [.. gradient.Select(g => g > 0 ? g : 0)]
        : [.. gradient.Zip(activation, (g, a) => a > 0 ? g : 0)];

    private void Subtract(double[][] w, double[][] dw, double[] input, double[] b, double[] db)
    {
        for (int i = 0; i < w.Length; i++)
        {
            // The gradient of a weight from a zero, as most pixels are, is zero.
            if (input[i] == 0) continue;
            double[] row = w[i], gradient = dw[i];
            for (int j = 0; j < row.Length; j++) row[j] -= LearningRate * gradient[j];
        }
        for (int j = 0; j < b.Length; j++) b[j] -= LearningRate * db[j];
    }

    private double[][] Weights(int inputs, int outputs)
    {
        double scale = _faults.HasFlag(OriginFaults.RandomNormalWeights) ? 1 : Math.Sqrt(2.0 / inputs);
        double[][] w = Zeros(inputs, outputs);
        foreach (double[] row in w)
            for (int j = 0; j < outputs; j++) row[j] = scale * _random.Gauss();
        return w;
    }

    private double[] Biases(int count) => _faults.HasFlag(OriginFaults.RandomNormalWeights) ? _random.Randn(count) : new double[count];

    private static double[][] Zeros(int rows, int columns) => [.. Enumerable.Range(0, rows).Select(_ => new double[columns])];

    private static double[] Affine(double[] x, double[][] w, double[] b)
    {
        double[] z = [.. b];
        for (int i = 0; i < x.Length; i++)
        {
            double value = x[i];
            if (value == 0) continue;
            double[] row = w[i];
            for (int j = 0; j < z.Length; j++) z[j] += value * row[j];
        }
        return z;
    }

    private static double[] Relu(double[] z) => [.. z.Select(value => Math.Max(0, value))];

    private static double[] Softmax(double[] z)
    {
        double largest = z.Max();
        double[] e = [.. z.Select(value => Math.Exp(value - largest))];
        double sum = e.Sum();
        return [.. e.Select(value => value / sum)];
    }

    private static double[] Upstream(double[] delta, double[][] w)
    {
        var upstream = new double[w.Length];
        for (int i = 0; i < upstream.Length; i++)
        {
            double[] row = w[i];
            double sum = 0;
            for (int j = 0; j < row.Length; j++) sum += row[j] * delta[j];
            upstream[i] = sum;
        }
        return upstream;
    }

    private static void Outer(double[] a, double[] d, double[][] result)
    {
        for (int i = 0; i < a.Length; i++)
        {
            double value = a[i];
            double[] row = result[i];
            if (value == 0) Array.Clear(row);
            else
                for (int j = 0; j < row.Length; j++) row[j] = value * d[j];
        }
    }

    private static int ArgMax(double[] values) => Array.IndexOf(values, values.Max());

    // What the doctor is told: fifteen lines that point at the methods above.
    IReadOnlyList<HandWrittenLayer> IHandWrittenNetwork<double>.Layers =>
        [HandWrittenLayer.Of(_w1, _b1, _dw1, _d1), HandWrittenLayer.Of(_w2, _b2, _dw2, _d2), HandWrittenLayer.Of(_w3, _b3, _dw3, _d3)];

    double[][] IHandWrittenNetwork<double>.Forward(double[][] x)
    {
        FeedForward(x[0]);
        return [_output];
    }

    void IHandWrittenNetwork<double>.Backward(double[][] y) => BackPropagation(y[0]);

    double IHandWrittenNetwork<double>.Evaluate(double[][] x, double[][] y) => Accuracy(x, y);

    double? IHandWrittenNetwork<double>.Loss(double[][] outputs, double[][] y) => CrossEntropy(outputs[0], y[0]);
}
