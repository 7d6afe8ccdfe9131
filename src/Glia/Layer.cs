using System.Text.Json.Nodes;
using Glia.Layers;

namespace Glia;

/// <summary>
/// The one abstraction of a network: what it declares, how it computes forward and how it computes backward, side by side in one file.
/// A layer belongs to one network and never loops over numbers itself: it hands whole tensors to kernels.
/// </summary>
public abstract class Layer
{
    /// <summary>Its name in the network, unique there: given, or Keras' <c>dense</c>, <c>dense_1</c>, …</summary>
    public string Name { get; internal set; } = "";

    /// <summary>Keras' class name.</summary>
    public virtual string ClassName => GetType().Name;

    /// <summary>Whether an optimizer may change its weights; a layer that is not trainable is frozen.</summary>
    public virtual bool Trainable { get; set; } = true;

    /// <summary>
    /// The network it belongs to; null until it is in one. A layer holds the slots of its parameters there, so it can be in one place only.
    /// </summary>
    internal Network? Owner { get; set; }

    /// <summary>The size of one input row, known once the layer is in a network.</summary>
    public Shape InputShape { get; internal set; }

    /// <summary>The size of one output row, known once the layer is in a network.</summary>
    public Shape OutputShape { get; internal set; }

    /// <summary>
    /// The function applied to what <see cref="Forward"/> computed: Keras' <c>activation=</c>. The network runs it as a step of its own,
    /// in place where its derivative needs only its output.
    /// </summary>
    public virtual ActivationFunction? Activation => null;

    /// <summary>
    /// The last function its numbers pass through: its <see cref="Activation"/>, or that of a layer which is nothing but a function. Null
    /// for none, and for a function with weights of its own, such as <see cref="PReLU"/>.
    /// </summary>
    public virtual ActivationFunction? Function => Activation;

    /// <summary>Keras' name of the last function its numbers pass through; null for none.</summary>
    public virtual string? FunctionName => Function?.Name;

    /// <summary>
    /// Whether each of its outputs is a weighted sum of several inputs, as those of <see cref="Dense"/>: what depth, width, activations and
    /// the size of first weights are about. A layer that works on each number or each feature alone says false.
    /// </summary>
    public virtual bool SumsInputs => true;

    /// <summary>How many sums it makes at each position, where its settings say so, as those of <see cref="Dense"/> do; else 0.</summary>
    public virtual int Units => 0;

    /// <summary>How many positions of its input each of its outputs looks at together: those of its window; 1 for none.</summary>
    public virtual int WindowPositions => 1;

    /// <summary>How many times each number of its kernels is multiplied for one sample: at each position of its output.</summary>
    public virtual int KernelUses => OutputShape.Positions;

    /// <summary>Whether it is nothing but a function of each number or row.</summary>
    public bool IsFunction => Function is not null && Activation is null;

    /// <summary>Whether it makes sums to which no bias is added.</summary>
    public virtual bool LacksBias => false;

    /// <summary>The share of its inputs that it sets to zero while training.</summary>
    public virtual float DroppedShare => 0;

    /// <summary>
    /// How much of its running statistics a step keeps, where it learns those from the batches and uses them in evaluation; else null.
    /// </summary>
    public virtual float? StatisticsMomentum => null;

    /// <summary>Whether what comes out has about mean 0 and variance 1, whatever the size of what goes in.</summary>
    public virtual bool Normalizes => false;

    /// <summary>
    /// The bounds of what comes out where what goes in has these; null where they are not known. Those of a function are its own, whatever
    /// comes.
    /// </summary>
    /// <param name="input">The bounds of what goes in.</param>
    public virtual (double Low, double High)? BoundsOf((double Low, double High) input) =>
        Normalizes ? (double.NegativeInfinity, double.PositiveInfinity) : input;

    /// <summary>Whether it acts while training only and passes everything on unchanged in use, as <see cref="Dropout"/> does.</summary>
    public virtual bool OnlyInTraining => false;

    /// <summary>Whether it takes numbers from the training rows before the first step: what Keras' <c>adapt()</c> does.</summary>
    public virtual bool Adapts => false;

    /// <summary>
    /// How many rows its table has, where its inputs are the whole numbers of rows and no quantities, so that they can neither be scaled
    /// nor changed a little; else null.
    /// </summary>
    public virtual int? IndexCount => null;

    /// <summary>Whether what it gives of a sequence is what it knows after the last step, so that the end of a row counts most.</summary>
    public virtual bool GivesLastStep => false;

    /// <summary>What it does with the knowledge which steps of a sequence only fill it up.</summary>
    public virtual MaskUse Mask => MaskUse.Drops;

    /// <summary>Whether its output may share the memory of its input.</summary>
    public virtual InPlace InPlace => InPlace.No;

    /// <summary>Whether the backward pass reads the output, which must then not be overwritten by what follows.</summary>
    public virtual bool NeedsOutput => false;

    /// <summary>Whether the backward pass can add its gradients to what is there: see <see cref="Pass.AddGradients"/>.</summary>
    public virtual bool AddsGradients => false;

    /// <summary>
    /// Whether it computes each row by itself, so that some rows may go on to the next layer before others come. It then adds its
    /// gradients where it has any, and keeps nothing for the backward pass that is not of one row.
    /// </summary>
    internal virtual bool IsRowwise => false;

    /// <summary>Whether the backward pass reads the input, which must then be there until it comes.</summary>
    internal virtual bool NeedsInput => InPlace == InPlace.No;

    /// <summary>Whether it can do what a relu before it would: see <see cref="Pass.Rectifies"/>.</summary>
    internal virtual bool CanRectify => false;

    /// <summary>Declares parameters and memory and says what comes out of an input of this size.</summary>
    /// <param name="input">The shape of one sample that comes in.</param>
    /// <param name="builder">Makes weights and memory, and layers inside this one.</param>
    /// <exception cref="GliaException">This layer cannot take such an input.</exception>
    protected internal abstract Shape Build(Shape input, LayerBuilder builder);

    /// <summary>Computes the output from the input.</summary>
    /// <param name="pass">Input, weights, and room for the output.</param>
    protected internal abstract void Forward(in Pass pass);

    /// <summary>
    /// Computes the gradients of the parameters, and of the input where <see cref="Pass.InputGradient"/> is wanted, from the gradient of
    /// the output. It may overwrite the gradient of the output.
    /// </summary>
    /// <param name="pass">What the forward pass had, the gradient in the output, and room for those in the input and the weights.</param>
    protected internal abstract void Backward(in Pass pass);

    /// <summary>Whether a layer that <see cref="Adapts"/> has done so, as its statistics tell.</summary>
    /// <param name="weights">The numbers of the network.</param>
    protected internal virtual bool IsAdapted(ParameterBlock weights) => true;

    /// <summary>
    /// Takes what it needs from training rows, where the layer <see cref="Adapts"/>: called with each piece of them in order, then once
    /// without rows, when it sets its statistics.
    /// </summary>
    /// <param name="pass">The rows to learn from, in <see cref="Pass.Input"/>.</param>
    protected internal virtual void Adapt(in Pass pass) { }

    /// <summary>Its settings under Keras' names, without the name.</summary>
    public abstract JsonObject Config();
}
