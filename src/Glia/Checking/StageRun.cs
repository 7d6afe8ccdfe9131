using Glia.Kernels;
using Glia.Random;

namespace Glia.Checking;

/// <summary>One step of a network run by itself, in memory of its own, as often as differences need it.</summary>
internal sealed class StageRun
{
    private readonly Stage _stage;
    private readonly ParameterBlock _weights;
    private readonly RandomStream _random;
    private readonly float[] _saved;
    private readonly (Parameter Statistic, float[] Numbers)[] _statistics;
    private readonly Tensor[] _inputs, _backs;
    private readonly int _asked;
    private readonly Tensor _work, _output;

    /// <summary>A step on some rows.</summary>
    /// <param name="stage">The step.</param>
    /// <param name="weights">The weights it reads; statistics in it are put back after every pass.</param>
    /// <param name="inputs">What goes in: one, or several into a step that merges.</param>
    /// <param name="seed">The seed of its random numbers.</param>
    /// <param name="asked">In which of them differences are taken.</param>
    public StageRun(Stage stage, ParameterBlock weights, ReadOnlySpan<Tensor> inputs, ulong seed, int asked = 0)
    {
        (_stage, _weights, _random, _asked) = (stage, weights, new RandomStream(seed, 0, stage.Lane), asked);
        Tensor input = inputs[asked];
        float[] numbers = input.Values.ToArray();
        Memory = numbers;
        Input = new Tensor(numbers, 0, inputs.Length > 1 ? input.Shape : stage.Step.InputShape, input.Rows);
        _inputs = inputs.ToArray();
        _backs = new Tensor[inputs.Length];
        _saved = new float[stage.Saved + stage.SavedPerRow * input.Rows];
        _statistics = [.. weights.Parameters.Where(p => p.Layer == stage.Step && !p.IsWeight).Select(p => (p, weights[p].ToArray()))];
        _work = Tensor.Allocate(Input.Shape, input.Rows);
        _output = Tensor.Allocate(Step.OutputShape, input.Rows);
    }

    /// <summary>What runs.</summary>
    public Layer Step => _stage.Step;

    /// <summary>What goes in.</summary>
    public Tensor Input { get; }

    /// <summary>The numbers of <see cref="Input"/>, which differences change.</summary>
    public Memory<float> Memory { get; }

    /// <summary>The weights; differences change its numbers.</summary>
    public ParameterBlock Weights => _weights;

    /// <summary>The trained parameters of the step; none where it is frozen, since then it need not give gradients.</summary>
    public IReadOnlyList<Parameter> Parameters => [.. _weights.Parameters.Where(p => p.Layer == Step && p.Trainable)];

    /// <summary>A forward pass in training; the output stays valid until the next.</summary>
    /// <param name="shared">Whether the output is written over the input, where the step allows it.</param>
    /// <param name="before">What stands in the output before, where it is not the input. NaN stays where nothing is written.</param>
    public Tensor Forward(bool shared = false, float before = float.NaN)
    {
        Input.Values.CopyTo(_work.Values);
        Tensor output = Shares(shared) ? _work.As(Step.OutputShape) : _output;
        if (!Shares(shared)) output.Values.Fill(before);
        Step.Forward(new Pass(_weights, null, Workers.Single)
        {
            Input = _asked == 0 ? _work : _inputs[0],
            Inputs = All(_inputs, _work),
            Output = output,
            Saved = _saved,
            Training = true,
            Random = _random,
        });
        foreach (var (statistic, numbers) in _statistics) numbers.CopyTo(_weights[statistic]);
        return output;
    }

    /// <summary>A forward pass and a backward pass.</summary>
    /// <param name="outputGradient">The gradient in the output.</param>
    /// <param name="into">Where the gradients of the parameters go; must hold what the pass is to find there.</param>
    /// <param name="wantsInput">Whether the gradient in the input is asked for.</param>
    /// <param name="shared">Whether the output is written over the input, where the step allows it.</param>
    /// <param name="spoilt">Whether the output is overwritten before the backward pass, as a step that follows may do.</param>
    /// <param name="add">Whether gradients are to be added.</param>
    /// <returns>The gradient in the input; empty where nobody asked for it.</returns>
    public float[] Backward(
        float[] outputGradient, ParameterBlock into, bool wantsInput = true, bool shared = false, bool spoilt = false, bool add = false)
    {
        Tensor output = Forward(shared);
        if (spoilt) output.Values.Fill(float.NaN);
        Tensor given = Tensor.Allocate(Step.OutputShape, Input.Rows);
        outputGradient.CopyTo(given.Values);
        // A step that works in place finds the gradient in its output where it leaves that in its input.
        Tensor back = Step.InPlace == InPlace.No ? Tensor.Allocate(Input.Shape, Input.Rows) : given.As(Input.Shape);
        if (Step.InPlace == InPlace.No) back.Values.Fill(float.NaN);
        Step.Backward(new Pass(_weights, into, Workers.Single)
        {
            AddGradients = add,
            Input = _asked == 0 ? _work : _inputs[0],
            Inputs = All(_inputs, _work),
            Output = output,
            OutputGradient = given,
            InputGradient = wantsInput && _asked == 0 ? back : default,
            InputGradients = All(_backs, wantsInput ? back : default),
            Saved = _saved,
            Training = true,
            Random = _random,
        });
        return wantsInput ? back.Values.ToArray() : [];
    }

    // All inputs of a step that merges, with the one that is asked about in its place.
    private Tensor[] All(Tensor[] all, Tensor asked)
    {
        if (all.Length == 1) return [];
        Tensor[] with = [.. all];
        with[_asked] = asked;
        return with;
    }

    private bool Shares(bool shared) => Step.InPlace == InPlace.Alias || (shared && Step.InPlace == InPlace.Overwrites);
}
