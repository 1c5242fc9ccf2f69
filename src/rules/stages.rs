//! The stage tracker: how far a partnership is on its way, and who is responsible.

use super::standing::scope_of;
use crate::form::reading::Surroundings;
use crate::model::id::FormId;
use crate::model::known::Known;
use crate::pack::Pack;
use crate::pack::condition::Scope;

/// One stage of one partnership.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageStanding {
    /// The stage's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The clause that names it; may be empty.
    pub clause: String,
    /// The role responsible.
    pub role: String,
    /// The form it is done with, if one is.
    pub form: Option<FormId>,
    /// How far it is.
    pub state: StageState,
    /// What is still missing, in words; may be empty.
    pub missing: String,
}

/// How far a stage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StageState {
    /// It is done.
    Done,
    /// It is not needed here.
    NotNeeded,
    /// It can be done now.
    Open,
    /// It is done for now, and comes again.
    Repeats,
    /// An earlier stage is not done yet.
    Waiting,
}

impl StageState {
    /// Returns the words on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Done => "Done",
            Self::NotNeeded => "Not needed",
            Self::Open => "To do now",
            Self::Repeats => "Done, comes again",
            Self::Waiting => "Later",
        }
    }
}

/// Works out every stage in order; a stage may look at those before it.
pub fn stages(pack: &Pack, surroundings: &Surroundings) -> Vec<StageStanding> {
    let results = (surroundings.rules)(&surroundings.facts, &pack.policy);
    within(pack, &mut scope_of(pack, surroundings, &results))
}

/// The same, within a scope that knows everything of the partnership.
pub(super) fn within(pack: &Pack, scope: &mut Scope<'_>) -> Vec<StageStanding> {
    let mut found: Vec<StageStanding> = Vec::new();
    for stage in &pack.stages {
        let skipped = stage.skip_when.as_ref().is_some_and(|when| when.holds(scope));
        let done = stage.done_when.holds(scope);
        let is_past = |id: &String| {
            found
                .iter()
                .any(|earlier| earlier.id == *id && !matches!(earlier.state, StageState::Open | StageState::Waiting))
        };
        let state = match (skipped, done) {
            (true, _) => StageState::NotNeeded,
            (false, true) if stage.repeats => StageState::Repeats,
            (false, true) => StageState::Done,
            (false, false) if stage.after.iter().all(is_past) => StageState::Open,
            (false, false) => StageState::Waiting,
        };
        scope.bind(&format!("stage.{}", stage.id), &Known::Bool(skipped || done));
        let missing = match state {
            StageState::Open => stage.missing.write(scope).unwrap_or_default(),
            StageState::Done | StageState::NotNeeded | StageState::Repeats | StageState::Waiting => String::new(),
        };
        found.push(StageStanding {
            id: stage.id.clone(),
            title: stage.title.clone(),
            clause: stage.clause.clone(),
            role: stage.role.clone(),
            form: stage.form.clone(),
            state,
            missing,
        });
    }
    found
}
