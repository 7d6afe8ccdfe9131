using Glia.Training;

namespace Glia.Experiments.Recorded;

/// <summary>One layer during a run: what its steps change, and what its units give.</summary>
internal sealed class LayerTrack
{
    // So many weights of a layer say as much about their size as all of them, to one part in a hundred; a look then costs microseconds
    // whatever the layer.
    private const int MostWeights = 1 << 12;

    // They are taken in blocks of so many: copying one costs as little as looking for it.
    private const int Block = 64;

    // A look reads so many outputs at most: those of a convolution are millions for a batch.
    private const int MostOutputs = 1 << 18;

    private const int Bins = 40;

    private readonly Network _network;
    private readonly Layer _layer;
    private readonly Parameter? _kernel;
    private readonly Parameter[] _parameters;
    private readonly bool _isLast, _hasBelow;
    private readonly float[] _first, _before, _after;
    private readonly List<double> _ratios = [], _gradients = [], _dead = [], _sizes = [], _deviations = [];

    /// <summary>A track of a layer, made before the first step.</summary>
    /// <param name="network">Its network.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="hasBelow">Whether something below it learns, so that the way back goes through it.</param>
    public LayerTrack(Network network, Layer layer, Parameter[] parameters, bool hasBelow)
    {
        (_network, _layer, _parameters, _hasBelow) = (network, layer, parameters, hasBelow);
        _isLast = ReferenceEquals(network.Layers[^1], layer);
        _kernel = Array.Find(parameters, parameter => parameter is { Trainable: true, IsKernel: true })
            ?? Array.Find(parameters, parameter => parameter.Trainable);
        int count = _kernel is null ? 0 : Math.Min(MostWeights, _kernel.Shape.Size);
        (_first, _before, _after) = (new float[count], new float[count], new float[count]);
        if (_kernel is null) return;
        Choose(network.Weights[_kernel], _first);
        _first.CopyTo(_before, 0);
    }

    /// <summary>Remembers the weights: the next step will be looked at.</summary>
    public void Prepare()
    {
        if (_kernel is not null) Choose(_network.Weights[_kernel], _before);
    }

    /// <summary>Looks at what the step did.</summary>
    public void Look(Trainer trainer, int rows, double rate)
    {
        if (_kernel is not null)
        {
            Choose(_network.Weights[_kernel], _after);
            double changes = 0, weights = 0, gradients = 0;
            for (int i = 0; i < _after.Length; i++)
            {
                double change = (double)_after[i] - _before[i];
                changes += change * change;
                weights += (double)_before[i] * _before[i];
            }
            _sizes.Add(Math.Sqrt(weights / _before.Length));
            _ratios.Add(weights > 0 ? Math.Sqrt(changes / weights) : double.NaN);
            double all = (double)_kernel.Shape.Size / _after.Length;
            // Plain gradient descent may have multiplied the gradient straight into the weights; then its change is the gradient.
            if (trainer is { Optimizer.IsPlain: true, Unobserved: true })
            {
                gradients = rate > 0 ? changes / (rate * rate) : double.NaN;
            }
            else
            {
                Choose(trainer.Workspace!.Gradients[_kernel], _after);
                foreach (float gradient in _after) gradients += (double)gradient * gradient;
            }
            _gradients.Add(Math.Sqrt(all * gradients));
        }
        // The last layer's activation may be computed with the loss, and is then not there.
        if (_isLast) return;
        (double dead, double deviation) = Units(trainer.Workspace!.Output(_layer, rows));
        if (_layer.Function is { CanDie: true }) _dead.Add(dead);
        _deviations.Add(deviation);
    }

    /// <summary>All that was seen.</summary>
    public RecordedLayer ToLayer()
    {
        double widest = 0;
        if (_kernel is not null) Choose(_network.Weights[_kernel], _after);
        foreach (float weight in _first) widest = Math.Max(widest, Math.Abs(weight));
        foreach (float weight in _after) widest = Math.Max(widest, Math.Abs(weight));
        long products = NetworkTable.MultiplyAdds(_layer, _parameters);
        return new RecordedLayer
        {
            Name = _layer.Name,
            ClassName = _layer.ClassName,
            Output = _layer.OutputShape.ToString(),
            Activation = _layer.FunctionName,
            Parameters = _parameters.Sum(parameter => (long)parameter.Shape.Size),
            MultiplyAdds = products,
            TrainingMultiplyAdds = (_hasBelow ? 3 : 2) * products,
            OutputBytes = sizeof(float) * (long)_layer.OutputShape.Size,
            UpdateRatio = _ratios,
            GradientNorm = _gradients,
            Dead = _dead,
            WeightSize = _sizes,
            OutputDeviation = _deviations,
            Widest = widest,
            FirstWeights = Histogram(_first, widest),
            LastWeights = Histogram(_after, widest),
        };
    }

    /// <summary>Takes down what was seen, and the weights that the next look compares with.</summary>
    public void Save(StateWriter state)
    {
        state.Add("first", _first);
        state.Add("before", _before);
        state.Add("ratios", _ratios);
        state.Add("gradients", _gradients);
        state.Add("dead", _dead);
        state.Add("sizes", _sizes);
        state.Add("deviations", _deviations);
    }

    /// <summary>Takes it up again.</summary>
    public void Load(StateReader state)
    {
        state.Read("first", _first);
        state.Read("before", _before);
        _ratios.AddRange(state.Numbers("ratios"));
        _gradients.AddRange(state.Numbers("gradients"));
        _dead.AddRange(state.Numbers("dead"));
        _sizes.AddRange(state.Numbers("sizes"));
        _deviations.AddRange(state.Numbers("deviations"));
    }

    // The share of units that are zero for every row, and the standard deviation of all numbers.
    private static (double Dead, double Deviation) Units(Tensor outputs)
    {
        int units = outputs.Shape.Size, rows = Math.Clamp(MostOutputs / units, 1, outputs.Rows), dead = 0;
        var alive = new bool[units];
        double sum = 0, squares = 0;
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> values = outputs.Row(row);
            for (int unit = 0; unit < units; unit++)
            {
                float value = values[unit];
                alive[unit] |= value != 0;
                sum += value;
                squares += (double)value * value;
            }
        }
        foreach (bool one in alive)
            if (!one) dead++;
        double count = (double)rows * units, mean = sum / count;
        return (dead / (double)units, Math.Sqrt(Math.Max(0, squares / count - mean * mean)));
    }

    private static int[] Histogram(float[] weights, double widest)
    {
        if (!(widest > 0) || !double.IsFinite(widest)) return [];
        var counts = new int[Bins];
        foreach (float weight in weights) counts[Math.Clamp((int)((weight / widest + 1) / 2 * Bins), 0, Bins - 1)]++;
        return counts;
    }

    // Blocks spread evenly, the first and the last at the ends.
    private static void Choose(ReadOnlySpan<float> all, Span<float> chosen)
    {
        if (chosen.Length == all.Length)
        {
            all.CopyTo(chosen);
            return;
        }
        int blocks = chosen.Length / Block;
        for (int block = 0; block < blocks; block++)
        {
            int start = (int)((long)block * (all.Length - Block) / (blocks - 1));
            all.Slice(start, Block).CopyTo(chosen[(block * Block)..]);
        }
    }
}
