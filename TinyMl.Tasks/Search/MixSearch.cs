using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace TinyMl.Tasks.Search;

/// <summary>
/// Chooses for each layer how its weights are stored: the knapsack over what layers cost one by one says which mixes are worth trying, and
/// trials of whole models, which layers' noises together may spoil, say which one is taken.
/// </summary>
internal sealed class MixSearch
{
    /// <summary>The most mixes that a search tries.</summary>
    public const int MostTrials = Survey + MostBisections + (2 * MostRepairs) + MostFinished;

    /// <summary>Mixes that are tried to show what there is, from the smallest to the most faithful.</summary>
    private const int Survey = 4;

    /// <summary>Trials that look for a smaller mix between one that is accurate enough and one that is not.</summary>
    private const int MostBisections = 4;

    /// <summary>Trials that mend a mix of the right size that is not accurate enough, or too large by what sizes of weights do not tell.</summary>
    private const int MostRepairs = 6;

    /// <summary>Mixes that are quantized as a build does, until one turns out as it was tried.</summary>
    private const int MostFinished = 3;

    private readonly IMixedModel _model;
    private readonly SearchGoal _goal;
    private readonly ImmutableArray<ImmutableArray<PricedChoice>> _layers;
    private readonly MixFrontier _frontier;
    private readonly List<Trial> _trials = [];

    private MixSearch(IMixedModel model, ImmutableArray<Trial> finished, SearchGoal goal)
    {
        _model = model;
        _goal = goal;
        _layers = model.Layers;
        _frontier = new MixFrontier(_layers);
        _trials.AddRange(finished.DistinctBy(trial => string.Join(' ', trial.Mix)));
    }

    /// <summary>Searches a mix.</summary>
    /// <param name="model">The model.</param>
    /// <param name="finished">Mixes that are quantized already, first that of every layer's first choice.</param>
    /// <param name="goal">What the mix has to meet.</param>
    /// <returns>What was tried, and which of it to take: what meets the goal with the least noise at the outputs where the flash is limited, else the smallest that is
    /// accurate enough. Where nothing meets it: of what fits the most accurate, else the smallest.</returns>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static SearchResult Run(IMixedModel model, ImmutableArray<Trial> finished, SearchGoal goal)
    {
        var search = new MixSearch(model, finished, goal);
        search.TrySurvey();
        if (goal.FlashBudget is not null) search.Fill();
        if (goal.FlashBudget is null || !search._trials.Exists(trial => trial.Meets(goal))) search.Bisect();
        return search.Finish();
    }

    private void TrySurvey()
    {
        long least = _frontier.Bytes(0), most = _frontier.Bytes(_frontier.Count - 1);
        for (int i = Survey - 1; i >= 0; i--) Try(_frontier.Mix(_frontier.Within(least + ((most - least) * i / Survey))));
    }

    /// <summary>Tries the mix of least noise that fits, and mends it until it is accurate enough.</summary>
    private void Fill()
    {
        Trial first = _trials[0];
        long budget = _goal.FlashBudget!.Value - (first.Footprint.Flash - WeightBytes(first.Mix));
        Trial? best = null;
        for (int repair = 0; repair < MostRepairs; repair++)
        {
            int index = _frontier.Within(budget);
            if (index < 0) break;
            int tried = _trials.Count;
            Trial trial = Try(_frontier.Mix(index));
            long left = _goal.FlashBudget.Value - trial.Footprint.Flash;

            // Tables, biases and records are not in the bytes of weights: these may be fewer, or more, than they seemed.
            if (best is not null && (_trials.Count == tried || !trial.Fits(_goal))) break;
            if (trial.Fits(_goal))
            {
                best = trial;
                budget += left;
            }
            else
            {
                budget = Math.Min(budget, _frontier.Bytes(index)) - Math.Max(1, -left);
            }
        }

        if (best is null || best.IsAccurate(_goal)) return;
        foreach (ImmutableArray<int> mix in Repaired(best.Mix, budget).Take(MostRepairs))
        {
            if (Try(mix).Meets(_goal)) return;
        }
    }

    /// <summary>
    /// The mixes that fit where one layer has a better choice than it has, and the others make up for its bytes: first the layer that gains the most for a byte.
    /// </summary>
    private IEnumerable<ImmutableArray<int>> Repaired(ImmutableArray<int> mix, long budget) =>
        from layer in Enumerable.Range(0, _layers.Length)
        where mix[layer] > 0
        let raised = Enumerable.Range(0, _layers[layer].Length).Where(choice => _layers[layer][choice].Bytes > _layers[layer][mix[layer]].Bytes && _layers[layer][choice].Noise < _layers[layer][mix[layer]].Noise).ToArray()
        where raised.Length > 0
        orderby raised.Max(choice => (_layers[layer][mix[layer]].Noise - _layers[layer][choice].Noise) / (_layers[layer][choice].Bytes - _layers[layer][mix[layer]].Bytes)) descending, layer
        let frontier = new MixFrontier(_layers.SetItem(layer, [.. raised.Select(choice => _layers[layer][choice])]))
        let index = frontier.Within(budget)
        where index >= 0
        let other = frontier.Mix(index)
        select other.SetItem(layer, raised[other[layer]]);

    /// <summary>Looks for a mix that is as small as possible and accurate enough, between two that were tried.</summary>
    private void Bisect()
    {
        for (int i = 0; i < MostBisections; i++)
        {
            Trial? accurate = _trials.Where(trial => trial.IsAccurate(_goal)).MinBy(trial => WeightBytes(trial.Mix));
            if (accurate is null) return;
            long most = WeightBytes(accurate.Mix);
            Trial? smaller = _trials.Where(trial => WeightBytes(trial.Mix) < most).MaxBy(trial => WeightBytes(trial.Mix));
            if (smaller is null) return;
            int tried = _trials.Count;
            Try(_frontier.Mix(_frontier.Within((most + WeightBytes(smaller.Mix)) / 2)));
            if (_trials.Count == tried) return;
        }
    }

    /// <summary>Quantizes what is best as a build does, which may turn out to be otherwise than it was tried; then what is best now.</summary>
    private SearchResult Finish()
    {
        for (int i = 0; i < MostFinished; i++)
        {
            // What was only tried looks worse than it will be: once it is made in any case.
            List<Trial> tried = _trials.FindAll(trial => !trial.IsFinal);
            Trial best = Best(i == 0 && tried.Count > 0 ? tried : _trials);
            if (best.IsFinal) break;
            Trial final = _model.Finish(best.Mix);
            _trials[_trials.IndexOf(best)] = final;

            // Biases are other numbers than they were, and may take more bits.
            if (!best.Fits(_goal) || final.Fits(_goal)) continue;
            int index = _frontier.Within(WeightBytes(best.Mix) - Math.Max(1, final.Footprint.Flash - (_goal.FlashBudget ?? final.Footprint.Flash)));
            if (index >= 0) Try(_frontier.Mix(index));
        }

        ImmutableArray<Trial> trials = [.. _trials.OrderBy(trial => trial.Footprint.Flash).ThenBy(trial => Noise(trial.Mix))];
        return new SearchResult(trials, trials.IndexOf(Best(_trials.FindAll(trial => trial.IsFinal))));
    }

    private Trial Best(IReadOnlyList<Trial> trials)
    {
        Trial[] meeting = [.. trials.Where(trial => trial.Meets(_goal))];
        if (meeting.Length > 0 && _goal.FlashBudget is null) return meeting.MinBy(trial => trial.Footprint.Flash)!;
        if (meeting.Length > 0) return meeting.MaxBy(trial => trial.Accuracy.SqnrDb ?? double.PositiveInfinity)!;
        Trial[] fitting = [.. trials.Where(trial => trial.Fits(_goal))];
        return fitting.Length > 0 ? fitting.MaxBy(trial => trial.Accuracy.Packed)! : trials.MinBy(trial => trial.Footprint.Flash)!;
    }

    private Trial Try(ImmutableArray<int> mix)
    {
        Trial? known = _trials.Find(trial => trial.Mix.SequenceEqual(mix));
        if (known is not null) return known;
        Trial trial = _model.Try(mix);
        _trials.Add(trial);
        return trial;
    }

    private long WeightBytes(ImmutableArray<int> mix) => mix.Select((choice, layer) => (long)_layers[layer][choice].Bytes).Sum();

    private double Noise(ImmutableArray<int> mix) => mix.Select((choice, layer) => _layers[layer][choice].Noise).Sum();
}
