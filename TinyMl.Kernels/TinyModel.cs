using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;
using TinyMl.Format;
using TinyMl.Operators;

namespace TinyMl;

/// <summary>
/// A packed model, ready to run. One instance is for one thread at a time; instances share the packed bytes.
/// Tensors have the layout of the source model. A model with state (recurrent or streaming) keeps it in the arena from one
/// <see cref="Invoke"/> to the next, so that no other model may use its arena in between.
/// </summary>
public sealed class TinyModel
{
    private readonly ReadOnlyMemory<byte> _constants;
    private readonly Memory<byte> _arena;
    private readonly Operator[] _operators;
    private readonly TensorInfo[] _inputs;
    private readonly TensorInfo[] _outputs;
    private readonly TensorBuffer[] _inputBuffers;
    private readonly TensorBuffer[] _outputBuffers;
    private readonly StateRecord[] _states;
    private readonly string[] _labels;

    private TinyModel(in PackedModel model, Memory<byte> arena)
    {
        Name = model.Name;
        ArenaBytes = model.ArenaBytes;
        _constants = model.Constants;
        _operators = model.Operators;
        _inputs = model.Inputs;
        _outputs = model.Outputs;
        _inputBuffers = model.InputBuffers;
        _outputBuffers = model.OutputBuffers;
        _states = model.States;
        _labels = model.Labels;
        _arena = arena.IsEmpty ? new byte[ArenaBytes] : arena.Slice(0, ArenaBytes);
        Reset();
    }

    /// <summary>The model's name: the class name of its accessor.</summary>
    public string Name { get; }

    /// <summary>The inputs, in the order of the source model.</summary>
    public IReadOnlyList<TensorInfo> Inputs => _inputs;

    /// <summary>The outputs, in the order of the source model.</summary>
    public IReadOnlyList<TensorInfo> Outputs => _outputs;

    /// <summary>
    /// What the source model calls the classes that it tells apart, in the order of their scores; empty where it does not say it. An output of
    /// labels that are strings there has their places in this list.
    /// </summary>
    public IReadOnlyList<string> Labels => _labels;

    /// <summary>Bytes of working memory: inputs, outputs, intermediate tensors, state and scratch.</summary>
    public int ArenaBytes { get; }

    /// <summary>Reads a packed model in place, with every kernel at hand.</summary>
    /// <param name="packed">The packed file, of any alignment; it must stay unchanged while the model is in use.</param>
    /// <param name="arena">Working memory of at least <see cref="ArenaBytes"/>, of any alignment and content; allocated where empty. Models without state that run in turn may share one.</param>
    /// <exception cref="InvalidDataException">The bytes are not a packed model, or a damaged one; the message says why.</exception>
    /// <exception cref="ArgumentException">The arena is too small; the message says what is needed.</exception>
    public static TinyModel Load(ReadOnlyMemory<byte> packed, Memory<byte> arena = default) => Load(packed, KernelSet.All, arena);

    /// <summary>Reads a packed model in place, with the given kernels only, so that trimming can drop the others.</summary>
    /// <param name="packed">The packed file, of any alignment; it must stay unchanged while the model is in use.</param>
    /// <param name="kernels">The kernels; a model that needs another one is refused.</param>
    /// <param name="arena">Working memory of at least <see cref="ArenaBytes"/>, of any alignment and content; allocated where empty. Models without state that run in turn may share one.</param>
    /// <exception cref="ArgumentNullException"><paramref name="kernels"/> is null.</exception>
    /// <exception cref="InvalidDataException">The bytes are not a packed model, or a damaged one; the message says why.</exception>
    /// <exception cref="ArgumentException">The arena is too small; the message says what is needed.</exception>
    public static TinyModel Load(ReadOnlyMemory<byte> packed, KernelSet kernels, Memory<byte> arena = default)
    {
        if (kernels is null) throw new ArgumentNullException(nameof(kernels));

        PackedModel model = PackedModel.Read(packed, kernels);
        if (!arena.IsEmpty && arena.Length < model.ArenaBytes)
        {
            throw new ArgumentException($"The arena has {arena.Length} bytes; the model '{model.Name}' needs {model.ArenaBytes}.", nameof(arena));
        }

        return new TinyModel(model, arena);
    }

    /// <summary>Reads an embedded packed model without copying it: the weights stay in the mapped image.</summary>
    /// <param name="assembly">The assembly that holds the resource.</param>
    /// <param name="resourceName">The resource's logical name, such as <c>TinyMl.Keywords.tinyml</c>.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="FileNotFoundException">The assembly has no such resource.</exception>
    /// <exception cref="InvalidDataException">The resource is not a packed model, or a damaged one; the message says why.</exception>
    public static TinyModel LoadEmbedded(Assembly assembly, string resourceName) => LoadEmbedded(assembly, resourceName, KernelSet.All);

    /// <summary>Reads an embedded packed model without copying it, with the given kernels only.</summary>
    /// <param name="assembly">The assembly that holds the resource.</param>
    /// <param name="resourceName">The resource's logical name, such as <c>TinyMl.Keywords.tinyml</c>.</param>
    /// <param name="kernels">The kernels; a model that needs another one is refused.</param>
    /// <param name="arena">Working memory of at least <see cref="ArenaBytes"/>, of any alignment and content; allocated where empty. Models without state that run in turn may share one.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="FileNotFoundException">The assembly has no such resource.</exception>
    /// <exception cref="InvalidDataException">The resource is not a packed model, or a damaged one; the message says why.</exception>
    /// <exception cref="ArgumentException">The arena is too small; the message says what is needed.</exception>
    public static TinyModel LoadEmbedded(Assembly assembly, string resourceName, KernelSet kernels, Memory<byte> arena = default)
    {
        if (assembly is null) throw new ArgumentNullException(nameof(assembly));
        if (resourceName is null) throw new ArgumentNullException(nameof(resourceName));

        return Load(EmbeddedModel.Open(assembly, resourceName), kernels, arena);
    }

    /// <summary>An input's elements, to be written before <see cref="Invoke"/>, which may overwrite them.</summary>
    /// <typeparam name="T">The type that <see cref="TensorInfo.ElementType"/> names, or <see cref="byte"/> for the raw bytes.</typeparam>
    /// <exception cref="ArgumentOutOfRangeException">There is no such input.</exception>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is not the element type.</exception>
    public Span<T> Input<T>(int index = 0)
        where T : unmanaged
    {
        CheckElementType<T>(_inputs, index);
        return MemoryMarshal.Cast<byte, T>(_inputBuffers[index].Write(Memory));
    }

    /// <summary>An output's elements, valid until an input is written or <see cref="Invoke"/> runs again.</summary>
    /// <typeparam name="T">The type that <see cref="TensorInfo.ElementType"/> names, or <see cref="byte"/> for the raw bytes.</typeparam>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output.</exception>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is not the element type.</exception>
    public ReadOnlySpan<T> Output<T>(int index = 0)
        where T : unmanaged
    {
        CheckElementType<T>(_outputs, index);
        return MemoryMarshal.Cast<byte, T>(_outputBuffers[index].Read(Memory));
    }

    /// <summary>Computes the outputs from the inputs. Allocates nothing.</summary>
    public void Invoke()
    {
        ModelMemory memory = Memory;
        foreach (Operator step in _operators) step.Invoke(memory);
    }

    /// <summary>
    /// Gives recurrent and streaming state the value that it has after loading, so that the next <see cref="Invoke"/> starts a new
    /// sequence. Inputs that were written stay; a model without state has nothing to reset. Allocates nothing.
    /// </summary>
    public void Reset()
    {
        ModelMemory memory = Memory;
        foreach (StateRecord state in _states) state.Restore(memory);
    }

    /// <summary>Runs a model of one input and one output on real values, quantizing and dequantizing at its edges. Allocates nothing.</summary>
    /// <param name="input">As many values as the input has elements.</param>
    /// <param name="output">Room for as many values as the output has elements.</param>
    /// <exception cref="InvalidOperationException">The model has several inputs or outputs.</exception>
    /// <exception cref="ArgumentException">A length does not match the tensor's.</exception>
    public void Run(ReadOnlySpan<float> input, Span<float> output)
    {
        if (_inputs.Length != 1 || _outputs.Length != 1)
        {
            throw new InvalidOperationException($"Run is for models of one input and one output; '{Name}' has {_inputs.Length} and {_outputs.Length}. Use Input, Invoke and Output.");
        }

        RealValues.Store(input, _inputs[0], _inputBuffers[0].Write(Memory));
        Invoke();
        RealValues.Load(_outputBuffers[0].Read(Memory), _outputs[0], output);
    }

    /// <summary>Runs a model of one input and finds the label of the source model with the highest score, the first of equals. Allocates nothing.</summary>
    /// <param name="input">As many values as the input has elements.</param>
    /// <exception cref="InvalidOperationException">The model has several inputs, no <see cref="Labels"/>, or no output of as many scores.</exception>
    /// <exception cref="ArgumentException">The length does not match the input's.</exception>
    public Prediction Predict(ReadOnlySpan<float> input) => Predict(input, _labels);

    /// <summary>Runs the model and finds the label with the highest score.</summary>
    internal Prediction Predict(ReadOnlySpan<float> input, string[] labels)
    {
        int output = ScoresOf(_outputs, labels.Length);
        if (_inputs.Length != 1) throw new InvalidOperationException($"Predict is for models of one input; '{Name}' has {_inputs.Length}. Use Input, Invoke and Output.");
        if (output < 0) throw new InvalidOperationException($"'{Name}' has no output of {labels.Length} scores, one for each label.");

        RealValues.Store(input, _inputs[0], _inputBuffers[0].Write(Memory));
        Invoke();
        ReadOnlySpan<byte> stored = _outputBuffers[output].Read(Memory);
        int best = 0, size = stored.Length / labels.Length;
        float highest = float.NegativeInfinity;
        Span<float> score = stackalloc float[1];
        for (int i = 0; i < labels.Length; i++)
        {
            RealValues.Load(stored.Slice(i * size, size), _outputs[output], score);
            if (i == 0 || score[0] > highest) (best, highest) = (i, score[0]);
        }

        return new Prediction(labels[best], best, highest);
    }

    /// <summary>The first output of as many real values as there are labels; -1 where there is none.</summary>
    internal static int ScoresOf(IReadOnlyList<TensorInfo> outputs, int labels)
    {
        for (int i = 0; i < outputs.Count && labels > 0; i++)
        {
            int count = 1;
            foreach (int dimension in outputs[i].Shape) count *= dimension;
            if (count == labels && (outputs[i].ElementType == ElementType.Float32 || outputs[i].Scale > 0)) return i;
        }

        return -1;
    }

    private ModelMemory Memory => new(_constants.Span, _arena.Span);

    private static void CheckElementType<T>(TensorInfo[] tensors, int index)
        where T : unmanaged
    {
        if ((uint)index >= (uint)tensors.Length) throw new ArgumentOutOfRangeException(nameof(index));
        if (typeof(T) == typeof(byte) || tensors[index].ElementType.IsStoredAs<T>()) return;
        throw new ArgumentException($"The elements of '{tensors[index].Name}' are {tensors[index].ElementType}, not {typeof(T).Name}. Use that type, or byte for the raw bytes.", nameof(T));
    }
}
